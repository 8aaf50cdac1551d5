package dev.recsim.bridge.users;

import dev.recsim.api.Slate;
import dev.recsim.io.ExternalFailure;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/** The sessions of one thread, which share a process and are sent to it together. */
final class SessionGroup {
  private final UsersProcess process;
  private final StepLayout layout;
  private final int together;

  /** Sessions that have not started. */
  private List<ProcessSession> opened = new ArrayList<>();

  /** Sessions whose next slate is known. */
  private List<ProcessSession> announced = new ArrayList<>();

  private long[] keys = {};
  private int[] slates = {};
  private int[] places = {};

  /**
   * @param together largest number of sessions in a message
   */
  SessionGroup(UsersProcess process, StepLayout layout, int together) {
    this.process = process;
    this.layout = layout;
    this.together = together;
  }

  UsersProcess process() {
    return process;
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
    for (int from = 0; from < due.size(); from += together) {
      start(due.subList(from, Math.min(due.size(), from + together)));
    }
  }

  private void start(List<ProcessSession> due) {
    int count = due.size();
    reserve(count);
    for (int i = 0; i < count; i++) {
      ProcessSession session = due.get(i);
      session.place(process.slots().take(session));
      keys[i] = session.key().bits();
      places[i] = session.place();
    }
    answer(due, process.start(count, keys, places, layout.starts().bytes()));
  }

  /** Shows all slates that are known. */
  void show() {
    List<ProcessSession> due = announced;
    announced = new ArrayList<>();
    for (int from = 0; from < due.size(); from += together) {
      show(due.subList(from, Math.min(due.size(), from + together)));
    }
  }

  private void show(List<ProcessSession> due) {
    int count = due.size();
    reserve(count);
    int positions = layout.positions();
    for (int i = 0; i < count; i++) {
      Slate slate = due.get(i).announced();
      for (int p = 0; p < positions; p++) {
        slates[i * positions + p] = p < slate.size() ? slate.document(p) : -1;
      }
      places[i] = due.get(i).place();
    }
    answer(due, process.show(count, slates, places, layout.steps().bytes()));
  }

  private void reserve(int count) {
    if (count > keys.length) {
      keys = new long[count];
      places = new int[count];
      slates = new int[Math.multiplyExact(count, layout.positions())];
    }
  }

  private static void answer(List<ProcessSession> due, byte[] body) {
    Answered first = Answered.of(body, due.size(), 0);
    for (int i = 0; i < due.size(); i++) {
      due.get(i).answer(new Answered(first.body(), due.size(), i));
    }
  }

  void over(ProcessSession session) {
    process.slots().release(session.place());
  }

  /** Ends the process because of an answer, and returns what to throw. */
  ExternalFailure wrong(String what, String when, RandomKey key) {
    return process.wrong(
        "%s %s of the session with the key %016x".formatted(what, when, key.bits()));
  }
}
