package dev.recsim.logs.served;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The decisions of a session, in the order of its steps. */
public final class ServedSession {
  private final String key;
  private final List<ServedDecision> steps = new ArrayList<>();

  /** Time of the last decision, and when it came. */
  private long last;

  private long came;
  private boolean ended;

  /**
   * @param key unit and session
   */
  ServedSession(String key) {
    this.key = key;
  }

  void add(ServedDecision decision) {
    decision.of = this;
    steps.add(decision);
    last = decision.time;
    came = decision.came;
  }

  /** A text that no other session has. */
  public String id() {
    return key.endsWith("\n") ? key + steps.get(0).record.id() : key;
  }

  /** Several threads of a server may write in another order than they decided. */
  void sort() {
    boolean one = steps.stream().allMatch(it -> it.server == steps.get(0).server);
    if (one) {
      steps.sort(Comparator.comparingLong(it -> it.sequence));
    }
  }

  void end() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  /** Identifies the session among those that are not over. */
  String key() {
    return key;
  }

  ServedDecision lastStep() {
    return steps.get(steps.size() - 1);
  }

  long last() {
    return last;
  }

  long came() {
    return came;
  }

  boolean answered() {
    return steps.stream().allMatch(it -> it.answered);
  }

  public List<ServedDecision> steps() {
    return steps;
  }

  /** Status of the last step; empty if the application does not say. */
  public String status() {
    return lastStep().status;
  }
}
