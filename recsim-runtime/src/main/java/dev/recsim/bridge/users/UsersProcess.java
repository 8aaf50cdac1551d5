package dev.recsim.bridge.users;

import dev.recsim.api.Inputs;
import dev.recsim.bridge.ProgramProcess;
import dev.recsim.bridge.protocol.Kind;
import dev.recsim.io.ExternalFailure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** The process of an environment, which simulates the users of many sessions. */
final class UsersProcess implements AutoCloseable {
  private static final byte[] EMPTY = {};

  private final ProgramProcess process;
  private final EnvironmentDescription description;

  /** The bytes of the introduction. */
  private final byte[] introduced;

  private final SessionSlots slots = new SessionSlots();
  private Optional<ExternalFailure> failure = Optional.empty();

  /**
   * Starts the process and waits until it has introduced itself.
   *
   * @param folder to which the files are relative
   * @throws ExternalFailure if it does not
   */
  UsersProcess(ProcessEnvironmentOptions options, Path folder) {
    process = new ProgramProcess("the environment's", options.process(), folder);
    introduced = process.receive(Kind.ENVIRONMENT);
    try {
      description = EnvironmentDescription.read(introduced);
    } catch (IllegalArgumentException e) {
      throw process.stopped("sent an introduction that " + e.getMessage());
    }
  }

  EnvironmentDescription description() {
    return description;
  }

  /** The introduction as it was sent. */
  byte[] introduced() {
    return introduced;
  }

  SessionSlots slots() {
    return slots;
  }

  /** Whether it can be asked no more. */
  boolean hasFailed() {
    return failure.isPresent();
  }

  /** What the process has used so far. */
  Inputs inputs() {
    EnvironmentIntroduction introduction = description.introduction();
    return asked(() -> process.inputs(introduction.inputs(), introduction.versions()));
  }

  /**
   * Opens sessions.
   *
   * @param bytes of the answer of a session
   * @return arrays of observations
   */
  byte[] start(int sessions, long[] keys, int[] places, int bytes) {
    ByteBuffer body = body(sessions, Long.BYTES);
    for (int i = 0; i < sessions; i++) {
      body.putLong(keys[i]);
    }
    return rows(Kind.START, put(body, places, sessions), Kind.STARTED, sessions, bytes);
  }

  /**
   * Shows slates.
   *
   * @param slates [sessions x positions], -1 for an empty position
   * @param bytes of the answer of a session
   * @return arrays of steps
   */
  byte[] show(int sessions, int[] slates, int[] places, int bytes) {
    int positions = description.layout().positions();
    ByteBuffer body = body(sessions, positions * Integer.BYTES);
    for (int i = 0; i < sessions * positions; i++) {
      body.putInt(slates[i]);
    }
    return rows(Kind.SHOW, put(body, places, sessions), Kind.STEPS, sessions, bytes);
  }

  private static ByteBuffer body(int sessions, int rowBytes) {
    int size = Math.multiplyExact(sessions, rowBytes + Integer.BYTES);
    return ByteBuffer.allocate(Math.addExact(2 * Integer.BYTES, size))
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(sessions)
        .putInt(0);
  }

  private static byte[] put(ByteBuffer body, int[] places, int sessions) {
    for (int i = 0; i < sessions; i++) {
      body.putInt(places[i]);
    }
    return body.array();
  }

  private byte[] rows(int kind, byte[] body, int answer, int sessions, int bytes) {
    byte[] rows = asked(() -> process.ask(kind, body, answer));
    if (rows.length != (long) sessions * bytes) {
      throw wrong(
          "%s bytes of %s; those of %s sessions have %s"
              .formatted(
                  rows.length,
                  answer == Kind.STARTED ? "observations" : "steps",
                  sessions,
                  (long) sessions * bytes));
    }
    return rows;
  }

  /** The arrays of the finite model; empty if it has none. */
  Optional<byte[]> model() {
    return Optional.ofNullable(description.introduction().model()).map(it -> arrays());
  }

  private byte[] arrays() {
    long bytes = ArrayModel.bytes(description.introduction().space());
    byte[] model = asked(() -> process.ask(Kind.SOLVE, EMPTY, Kind.MODEL));
    if (model.length != bytes) {
      throw wrong("%s bytes of its model, not %s".formatted(model.length, bytes));
    }
    return model;
  }

  /** Ends the process because of its answer, and returns what to throw. */
  ExternalFailure wrong(String what) {
    failure = Optional.of(process.wrong(what));
    return failure.get();
  }

  private <T> T asked(Supplier<T> question) {
    if (failure.isPresent()) {
      throw failure.get();
    }
    try {
      return question.get();
    } catch (ExternalFailure e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  @Override
  public void close() {
    if (failure.isEmpty()) {
      failure = Optional.of(new ExternalFailure("the environment's process was ended"));
      process.close();
    }
  }
}
