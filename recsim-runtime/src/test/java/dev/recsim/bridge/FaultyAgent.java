package dev.recsim.bridge;

import dev.recsim.bridge.FaultyPeer.Message;
import dev.recsim.bridge.protocol.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** An agent that breaks the protocol. */
final class FaultyAgent {
  /** A file of safetensors without tensors. */
  private static final String NO_WEIGHTS = "\b\0\0\0\0\0\0\0{}      ";

  /** What it does. */
  enum Fault {
    EXITS_AT_START("ended with exit status 7; the last line that it printed: it is over"),
    EXITS("ended with exit status 7"),
    IS_KILLED("ended by signal 9: somebody killed it, or the system because memory was short"),
    HANGS_AT_START("did not answer within 2.0 s; raise \"timeout\" if it needs longer"),
    HANGS("did not answer within 2.0 s; raise \"timeout\" if it needs longer"),
    CUTS_AND_HANGS("did not answer within 2.0 s; raise \"timeout\" if it needs longer"),
    CUTS_AND_EXITS("ended with exit status 7"),
    CLOSES("closed its connection to the run"),
    SENDS_TEXT("sent bytes that are not a message, beginning with 57"),
    SENDS_GARBAGE("sent bytes that are not a message, beginning with f7 "),
    SENDS_AN_UNKNOWN_KIND("sent a message of kind 99, which does not exist"),
    SENDS_ANOTHER_KIND("sent DONE in place of SLATES"),
    SENDS_A_NEGATIVE_LENGTH("sent a message of kind 5 with the length -1"),
    SENDS_A_HUGE_LENGTH("sent a message of kind 5 with the length 2147483647"),
    RETURNS_TOO_FEW_BYTES("returned 3 bytes of slates; 1 slates of 1 documents have 4"),
    RETURNS_TOO_MANY_BYTES("returned 8 bytes of slates; 1 slates of 1 documents have 4"),
    SHOWS_A_NEGATIVE_DOCUMENT("returned the slate [-5]; it must have different documents between"),
    SHOWS_AN_UNKNOWN_DOCUMENT("returned the slate [99]; it must have different documents between"),
    FAILS("failed: ValueError: no such policy"),
    HAS_ANOTHER_VERSION(
        "sent an introduction that is in version 2 of the protocol, but this recsim has version 1"),
    HAS_NO_VERSION("sent an introduction that has no \"protocol\""),
    INTRODUCES_BY_TEXT("sent an introduction that is not JSON of an introduction: "),
    HAS_AN_IMPOSSIBLE_PLAN("returned a plan that cannot be used: a training plan needs"),
    TRACKS_NAN("returned diagnostics that are not JSON of numbers: "),
    TRACKS_TEXT("returned diagnostics that are not JSON of numbers: "),
    TRACKS_NOTHING("returned diagnostics without \"means\""),
    SAVES_GARBAGE("returned weights that cannot be read: "),
    LEARNS_AND_TRAINS("sent an introduction that says that recsim trains it (learns) and that it"),
    FAILS_IN_TRAINING("failed: ValueError: no gradient; after 0 steps of its training"),
    EXITS_IN_TRAINING("ended with exit status 7"),
    IS_KILLED_IN_TRAINING("ended by signal 9: somebody killed it"),
    HANGS_IN_TRAINING("did not answer within 2.0 s; raise \"timeout\" if it needs longer"),
    SENDS_SLATES_IN_TRAINING("sent SLATES in place of TRAINED; after 0 steps of its training"),
    OPENS_AN_EXPERIMENT_IN_TRAINING("failed: an agent trains in the environment of its trial;"),
    RESETS_USERS_OF_EVALUATION("failed: training cannot play evaluation sessions"),
    STEPS_BEFORE_RESET("failed: STEP before RESET"),
    EXCEEDS_THE_STEPS("failed: training has 1,000 environment steps, and all are used"),
    GOES_ON_WITHOUT_STEPS(
        "returned from training although it was refused steps beyond the 1000 of training"),
    SAVES_NO_FILES("returned no files of its policy; write them into the folder"),
    FAILS_TO_LOAD(
        "failed: ValueError: no such model; when the weights of checkpoint 1 were loaded"),
    STEPS_AFTER_TRAINING("sent a message of kind 36 in place of SLATES");

    final String cause;

    Fault(String cause) {
      this.cause = cause;
    }

    /** Whether it trains itself. */
    private boolean trains() {
      return ordinal() >= LEARNS_AND_TRAINS.ordinal();
    }

    boolean waits() {
      return cause.startsWith("did not answer");
    }

    String agent() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Fault fault;
  private final FaultyPeer peer;
  private boolean loaded;

  private FaultyAgent(Fault fault, FaultyPeer peer) {
    this.fault = fault;
    this.peer = peer;
  }

  /** The command that starts an agent that does everything right. */
  static List<String> sound() {
    return FaultyPeer.command(FaultyAgent.class, FaultyPeer.NONE);
  }

  /** The command that starts it. */
  static List<String> command(Fault fault) {
    return FaultyPeer.command(FaultyAgent.class, fault.name());
  }

  public static void main(String[] args) throws Exception {
    Fault fault = args[0].equals(FaultyPeer.NONE) ? null : Fault.valueOf(args[0]);
    new FaultyAgent(fault, FaultyPeer.start(args[0])).work();
  }

  private void work() throws Exception {
    peer.send(Kind.INTRODUCTION, introduction());
    while (true) {
      Message message = peer.read();
      ByteBuffer body = message.body();
      switch (message.kind()) {
        case Kind.ACT -> act(body.getInt(0));
        case Kind.OBSERVE -> {}
        case Kind.DIAGNOSE -> peer.send(Kind.DIAGNOSTICS, diagnostics());
        case Kind.SAVE ->
            peer.send(Kind.WEIGHTS, fault == Fault.SAVES_GARBAGE ? "garbage" : NO_WEIGHTS);
        case Kind.TRAIN_SELF -> train();
        case Kind.SAVE_FILES -> save(Path.of(StandardCharsets.UTF_8.decode(body).toString()));
        case Kind.LOAD_FILES -> load();
        default -> peer.send(Kind.DONE, "");
      }
    }
  }

  private void train() throws Exception {
    switch (fault) {
      case FAILS_IN_TRAINING -> peer.send(Kind.FAILED, "ValueError: no gradient");
      case EXITS_IN_TRAINING -> FaultyPeer.exit();
      case IS_KILLED_IN_TRAINING -> FaultyPeer.kill();
      case HANGS_IN_TRAINING -> FaultyPeer.hang();
      case SENDS_SLATES_IN_TRAINING -> peer.send(Kind.SLATES, document(0));
      case OPENS_AN_EXPERIMENT_IN_TRAINING -> request(Kind.OPEN, opening("\"/a.yaml\""));
      case RESETS_USERS_OF_EVALUATION -> play(1, 0);
      case STEPS_BEFORE_RESET -> {
        request(Kind.OPEN, opening("null"));
        request(Kind.STEP, document(0));
      }
      case EXCEEDS_THE_STEPS, GOES_ON_WITHOUT_STEPS -> play(0, 1_001);
      default -> play(0, 10);
    }
    peer.send(Kind.TRAINED, "");
  }

  private static byte[] opening(String file) {
    return "{\"protocol\": 1, \"file\": %s, \"sessions\": 1}"
        .formatted(file)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void play(int evaluates, int steps) throws IOException {
    request(Kind.OPEN, opening("null"));
    ByteBuffer reset = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    request(Kind.RESET, reset.putInt(1).putInt(evaluates).putLong(0).putLong(0).putInt(0).array());
    for (int step = 0; step < steps; step++) {
      request(Kind.STEP, document(0));
    }
  }

  /** Sends a request of training; says to recsim why it was refused. */
  private void request(int kind, byte[] body) throws IOException {
    peer.send(kind, body);
    Message answer = peer.read();
    if (answer.kind() == Kind.FAILED && fault != Fault.GOES_ON_WITHOUT_STEPS) {
      peer.send(Kind.FAILED, answer.body().array());
    }
  }

  private void save(Path folder) throws IOException {
    if (fault != Fault.SAVES_NO_FILES) {
      java.nio.file.Files.writeString(folder.resolve("policy.txt"), "0");
    }
    peer.send(Kind.DONE, "");
  }

  private void load() throws IOException {
    if (fault == Fault.FAILS_TO_LOAD) {
      peer.send(Kind.FAILED, "ValueError: no such model");
    } else {
      loaded = true;
      peer.send(Kind.DONE, "");
    }
  }

  private String introduction() {
    if (fault == null) {
      return "{\"protocol\": 1}";
    }
    if (fault.trains()) {
      boolean learns = fault == Fault.LEARNS_AND_TRAINS;
      return "{\"protocol\": 1, \"trains\": true, \"learns\": %s}".formatted(learns);
    }
    String plan = fault == Fault.HAS_AN_IMPOSSIBLE_PLAN ? "{\"batch_size\": 0}" : "null";
    return switch (fault) {
      case HAS_ANOTHER_VERSION -> "{\"protocol\": 2}";
      case HAS_NO_VERSION -> "{}";
      case INTRODUCES_BY_TEXT -> "Warning: a library prints";
      default -> "{\"protocol\": 1, \"learns\": true, \"plan\": %s}".formatted(plan);
    };
  }

  private String diagnostics() {
    return switch (fault) {
      case TRACKS_NAN -> "{\"means\": {\"loss\": NaN}}";
      case TRACKS_TEXT -> "{\"means\": {\"loss\": \"low\"}}";
      case TRACKS_NOTHING -> "{}";
      default -> "{\"means\": {\"loss\": 1.5}}";
    };
  }

  private void act(int rows) throws Exception {
    byte[] slates = new byte[rows * Integer.BYTES];
    if (fault == null) {
      peer.send(Kind.SLATES, slates);
      return;
    }
    if (fault == Fault.STEPS_AFTER_TRAINING && loaded) {
      peer.send(Kind.STEP, document(0));
    }
    switch (fault) {
      case SHOWS_A_NEGATIVE_DOCUMENT -> peer.send(Kind.SLATES, document(-5));
      case SHOWS_AN_UNKNOWN_DOCUMENT -> peer.send(Kind.SLATES, document(99));
      case FAILS -> peer.send(Kind.FAILED, "ValueError: no such policy");
      default -> peer.answer(fault.name(), Kind.SLATES, Kind.DONE, slates);
    }
  }

  private static byte[] document(int index) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(index).array();
  }
}
