package dev.recsim.bridge.users;

import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.bridge.users.StepLayout.Invalid;
import dev.recsim.bridge.users.UserRecord.Place;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A session whose user a program simulates. */
final class ProcessSession implements Session {
  private final ProcessEnvironment environment;
  private final SessionGroup group;
  private final RandomKey key;
  private final double[] counts;
  private Observation start;
  private Observation seen;
  private double[] latents;
  private Status status = Status.CONTINUES;
  private int steps;

  /** What was shown, if answers are recorded; else null. */
  private final List<Slate> history;

  /** Where the session is in the record; null if there is none. */
  private Place at;

  /** The slate of the next step, if it is known. */
  private Slate announced;

  /** The program's answer that has not been read; null if there is none. */
  private Answered answer;

  /** Its place in the program; negative if it has none. */
  private int place = -1;

  ProcessSession(ProcessEnvironment environment, SessionGroup group, RandomKey key) {
    this.environment = environment;
    this.group = group;
    this.key = key;
    this.counts = new double[environment.counters().size()];
    this.history = environment.isRecorded() ? new ArrayList<>() : null;
    this.at = environment.isRecorded() ? Place.start(key) : null;
  }

  Place at() {
    return at;
  }

  List<Slate> history() {
    return history;
  }

  /**
   * A slate of the session.
   *
   * @param step index of the step; negative for the next one
   */
  Slate slate(int step) {
    return step < 0 ? announced : history.get(step);
  }

  /** The place in the record before a step; as {@link #slate}. */
  Place placeBefore(int step) {
    if (step < 0) {
      return at;
    }
    Place place = Place.start(key);
    for (Slate slate : history.subList(0, step)) {
      place = place.after(slate);
    }
    return place;
  }

  RandomKey key() {
    return key;
  }

  /** What was seen last. */
  Observation seen() {
    return seen;
  }

  int place() {
    return place;
  }

  void place(int taken) {
    place = taken;
  }

  /** The slate of the next step. */
  Slate announced() {
    return announced;
  }

  void answer(Answered received) {
    answer = received;
  }

  /** The answer that will be read next. */
  Answered answer() {
    return answer;
  }

  @Override
  public Observation start() {
    if (start == null) {
      if (answer == null) {
        group.start();
      }
      Answered first = taken();
      try {
        start = environment.layout().start(first);
        latents = environment.layout().startLatents(first);
      } catch (Invalid e) {
        throw group.wrong(e.getMessage(), "at the start", key);
      }
      seen = start;
    }
    return start;
  }

  private Answered taken() {
    Answered taken = answer;
    answer = null;
    return taken;
  }

  @Override
  public void announce(Slate slate) {
    check(slate);
    boolean known = announced != null;
    if (known && answer != null && !announced.equals(slate)) {
      throw new IllegalStateException(
          "%s was announced, so that %s cannot be shown".formatted(announced, slate));
    }
    announced = slate;
    if (!known) {
      group.announced(this);
    }
  }

  @Override
  public Step recommend(Slate slate) {
    announce(slate);
    if (answer == null) {
      group.show();
    }
    Answered received = taken();
    announced = null;
    Step step;
    try {
      step = environment.layout().step(received, slate.size());
      environment.layout().count(received, counts);
      latents = environment.layout().latents(received);
    } catch (Invalid e) {
      throw group.wrong(e.getMessage(), "at step %s (counted from 0)".formatted(steps), key);
    }
    if (history != null) {
      history.add(slate);
      at = at.after(slate);
    }
    steps++;
    seen = step.next();
    status = step.status();
    if (!step.continues()) {
      group.over(this);
    }
    return step;
  }

  private void check(Slate slate) {
    if (status != Status.CONTINUES) {
      throw new IllegalStateException("the session is over; open another");
    }
    start();
    int documents = seen.documents(environment.space());
    int size = slate.size();
    if (size == 0 || size > environment.space().slateSize()) {
      throw new IllegalArgumentException(
          "expected a slate of 1 to %s documents, not %s"
              .formatted(environment.space().slateSize(), slate));
    }
    for (int p = 0; p < size; p++) {
      Objects.checkIndex(slate.document(p), documents);
      for (int other = 0; other < p; other++) {
        if (slate.document(p) == slate.document(other)) {
          throw new IllegalArgumentException("a slate shows no document twice, but: " + slate);
        }
      }
    }
  }

  @Override
  public double[] counts() {
    return counts;
  }

  @Override
  public Map<String, Double> latents() {
    List<String> names = environment.latents();
    if (names.isEmpty()) {
      return Map.of();
    }
    start();
    Map<String, Double> all = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      all.put(names.get(i), latents[i]);
    }
    return all;
  }
}
