package dev.recsim.bridge.users;

import dev.recsim.api.Slate;
import dev.recsim.bridge.users.UserRecord.Place;
import dev.recsim.bridge.users.row.Answered;
import dev.recsim.bridge.users.row.RowLayout;
import dev.recsim.io.ExternalFailure;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The sessions of one thread, which share a process and are sent to it together. What a record has
 * is not asked. If a session leaves what was recorded, the program first plays its steps again.
 */
final class SessionGroup {
  private static final int NEXT = -1;

  private final Supplier<UsersProcess> starter;
  private final EnvironmentDescription description;
  private final int together;

  /** Empty if answers are not recorded. */
  private final Optional<UserRecord> record;

  /** Empty until it is needed. */
  private Optional<UsersProcess> process = Optional.empty();

  /** Sessions that have not started. */
  private List<ProcessSession> opened = new ArrayList<>();

  /** Sessions whose next slate is known. */
  private List<ProcessSession> announced = new ArrayList<>();

  private long[] keys = {};
  private int[] slates = {};
  private int[] places = {};

  /**
   * @param starter starts the program
   * @param record empty if answers are not recorded
   */
  SessionGroup(
      Supplier<UsersProcess> starter,
      EnvironmentDescription description,
      Optional<UserRecord> record) {
    this.starter = starter;
    this.description = description;
    this.together = description.together();
    this.record = record;
  }

  /** The process; empty if it was not needed. */
  Optional<UsersProcess> process() {
    return process;
  }

  boolean hasFailed() {
    return process.filter(UsersProcess::hasFailed).isPresent();
  }

  void opened(ProcessSession session) {
    opened.add(session);
  }

  void announced(ProcessSession session) {
    announced.add(session);
  }

  /** Starts all sessions that have been opened. */
  void start() {
    List<ProcessSession> due = opened;
    opened = new ArrayList<>();
    List<ProcessSession> unknown = unknown(due, description.layout().starts(), false);
    inParts(unknown, this::started);
  }

  /** Shows all slates that are known. */
  void show() {
    List<ProcessSession> due = announced;
    announced = new ArrayList<>();
    List<ProcessSession> unknown = unknown(due, description.layout().steps(), true);
    if (record.isPresent() && !unknown.isEmpty()) {
      catchUp(unknown.stream().filter(it -> it.place() < 0).toList());
    }
    inParts(unknown, part -> shown(part, NEXT));
  }

  private void inParts(List<ProcessSession> sessions, Consumer<List<ProcessSession>> todo) {
    for (int from = 0; from < sessions.size(); from += together) {
      todo.accept(sessions.subList(from, Math.min(sessions.size(), from + together)));
    }
  }

  /** Gives sessions their recorded answers, and returns those without one. */
  private List<ProcessSession> unknown(List<ProcessSession> due, RowLayout layout, boolean steps) {
    if (record.isEmpty()) {
      return due;
    }
    List<ProcessSession> unknown = new ArrayList<>();
    for (ProcessSession session : due) {
      Place at = session.at();
      // A program that has the session must see all of its slates.
      Optional<byte[]> known =
          session.place() >= 0
              ? Optional.empty()
              : record.get().get(steps ? at.after(session.announced()) : at, layout.bytes());
      known.ifPresentOrElse(
          it -> session.answer(Answered.of(it, 1, 0)), () -> unknown.add(session));
    }
    if (!unknown.isEmpty()) {
      running(unknown.get(0), steps);
    }
    return unknown;
  }

  /** The process; starts it if it does not run. */
  private UsersProcess running() {
    process = process.or(() -> Optional.of(starter.get()));
    return process.get();
  }

  private void running(ProcessSession session, boolean steps) {
    try {
      running();
    } catch (ExternalFailure e) {
      throw new ExternalFailure(
          "%s, but not %s of the session with the key %016x; use the agents, seeds and numbers of sessions that were recorded, or let the program run: %s"
              .formatted(
                  record.get().size(),
                  steps
                      ? "the slate %s at step %s (counted from 0)"
                          .formatted(session.announced(), session.at().step())
                      : "the start",
                  session.key().bits(),
                  e.getMessage()));
    }
  }

  /** Plays the recorded steps of sessions again in the program. */
  private void catchUp(List<ProcessSession> sessions) {
    inParts(sessions, this::started);
    int longest = sessions.stream().mapToInt(it -> it.history().size()).max().orElse(0);
    for (int t = 0; t < longest; t++) {
      int step = t;
      inParts(
          sessions.stream().filter(it -> it.history().size() > step).toList(),
          part -> shown(part, step));
    }
    for (ProcessSession session : sessions) {
      session.answer(null);
    }
  }

  private void started(List<ProcessSession> due) {
    int count = due.size();
    reserve(count);
    for (int i = 0; i < count; i++) {
      ProcessSession session = due.get(i);
      session.place(running().slots().take(session));
      keys[i] = session.key().bits();
      places[i] = session.place();
    }
    RowLayout layout = description.layout().starts();
    byte[] body = running().start(count, keys, places, layout.bytes());
    answer(due, body, layout, (session, row) -> record.get().putStart(session.key(), row));
  }

  /**
   * Shows slates.
   *
   * @param step the index of the step; negative for the next one of each session
   */
  private void shown(List<ProcessSession> due, int step) {
    int count = due.size();
    reserve(count);
    int positions = description.layout().positions();
    for (int i = 0; i < count; i++) {
      Slate shown = due.get(i).slate(step);
      for (int p = 0; p < positions; p++) {
        slates[i * positions + p] = p < shown.size() ? shown.document(p) : -1;
      }
      places[i] = due.get(i).place();
    }
    RowLayout layout = description.layout().steps();
    byte[] body = running().show(count, slates, places, layout.bytes());
    answer(
        due,
        body,
        layout,
        (session, row) -> record.get().put(session.placeBefore(step), session.slate(step), row));
  }

  private void reserve(int count) {
    if (count > keys.length) {
      keys = new long[count];
      places = new int[count];
      slates = new int[Math.multiplyExact(count, description.layout().positions())];
    }
  }

  /**
   * Gives sessions their answers.
   *
   * @param recorder records an answer; false if there is another one
   */
  private void answer(
      List<ProcessSession> due,
      byte[] body,
      RowLayout layout,
      BiFunction<ProcessSession, byte[], Boolean> recorder) {
    Answered first = Answered.of(body, due.size(), 0);
    for (int i = 0; i < due.size(); i++) {
      ProcessSession session = due.get(i);
      session.answer(new Answered(first.body(), due.size(), i));
      if (record.isPresent() && !recorder.apply(session, layout.row(body, due.size(), i))) {
        throw wrong(
            "another answer than the one that is recorded for the same slates; take all randomness from the keys, or delete the record to record it again; this was",
            "in",
            session.key());
      }
    }
  }

  void over(ProcessSession session) {
    if (session.place() >= 0) {
      running().slots().release(session.place());
    }
  }

  /** Ends the process because of an answer, and returns what to throw. */
  ExternalFailure wrong(String what, String when, RandomKey key) {
    String text = "%s %s of the session with the key %016x".formatted(what, when, key.bits());
    return process
        .map(it -> it.wrong(text))
        .orElseGet(
            () ->
                new ExternalFailure(
                    "the record has %s; delete it to record it again".formatted(text)));
  }
}
