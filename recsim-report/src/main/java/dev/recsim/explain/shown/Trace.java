package dev.recsim.explain.shown;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.trial.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** The decisions of an agent in replayed sessions. Confined to one thread. */
public final class Trace {
  private final Frame frame;
  private final SortedMap<Integer, List<Row>> sessions = new TreeMap<>();

  /** A trace without decisions. */
  Trace(Frame frame) {
    this.frame = frame;
  }

  /**
   * Adds a decision. The steps of a session arrive in order; those of other sessions may be in
   * between.
   *
   * @param probability probability of the slate; empty if unknown
   */
  void add(Decision decision, OptionalDouble probability) {
    Observation seen = decision.seen();
    Slate slate = decision.slate();
    int[] groups = new int[slate.size()];
    boolean[] clicked = new boolean[slate.size()];
    for (int p = 0; p < slate.size(); p++) {
      groups[p] = frame.documents().group().of(seen, slate.document(p));
      clicked[p] = decision.step().response().isClicked(p);
    }
    sessions
        .computeIfAbsent(decision.session(), added -> new ArrayList<>())
        .add(
            new Row(
                decision.session(),
                decision.index(),
                groups,
                clicked,
                frame.users().value().of(seen, decision.latents()),
                seen.documents(frame.environment().space()),
                probability.isPresent() ? bits(probability.getAsDouble()) : Double.NaN));
  }

  /** The decisions of each session, by its number; sessions in ascending order. */
  SortedMap<Integer, List<Row>> sessions() {
    return Collections.unmodifiableSortedMap(sessions);
  }

  /** All decisions, session after session. */
  List<Row> rows() {
    return sessions.values().stream().flatMap(List::stream).toList();
  }

  /** The information of an event of this probability: its negative binary logarithm. */
  static double bits(double probability) {
    // 0 - 0 is 0, but -0 would be shown as -0.
    return 0 - StrictMath.log(probability) / StrictMath.log(2);
  }
}
