package dev.recsim.app;

import dev.recsim.app.project.Baseline;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.NewBaseline;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.Acceptance;
import dev.recsim.baseline.Weakening;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares the scores to record with the baseline that they replace. */
final class NewBaselines {
  private static final Set<Outcome> WORSE =
      Set.of(Outcome.REGRESSED, Outcome.REMOVED, Outcome.NO_VALUE);

  private NewBaselines() {}

  /**
   * Finds the changes for the worse if the stored run is recorded: a score or guarded metric that
   * lost more than the margin or has no value, a removed agent, a changed arena, a weaker rule, a
   * baseline that cannot be read.
   *
   * @param accepted names that the user accepts
   */
  static NewBaseline of(Gate gate, Set<String> accepted) throws IOException {
    Snapshot after = gate.recordable();
    Baseline baseline = gate.baseline();
    List<Acceptance> needed = new ArrayList<>();
    if (baseline.problem() != null) {
      needed.add(new Acceptance(NewBaseline.BASELINE, Outcome.DAMAGED, null, null));
    }
    if (baseline.snapshot() == null) {
      return new NewBaseline(null, after.accepting(needed), null, needed, accepted);
    }
    CheckResult check = gate.byRecordedRule(after);
    boolean arena = check.status() == Outcome.ARENA_CHANGED;
    if (arena) {
      needed.add(new Acceptance(NewBaseline.ARENA, Outcome.ARENA_CHANGED, null, null));
    }
    if (!baseline.relaxed().isEmpty()) {
      check = check.with(new Weakening(baseline.relaxed(), check.comparisons(), List.of()));
      needed.add(new Acceptance(NewBaseline.RULE, Outcome.WEAKENED, null, null));
    }
    for (Comparison it : check.comparisons()) {
      if (WORSE.contains(it.outcome()) || it.lost()) {
        needed.add(
            new Acceptance(
                it.name(),
                it.outcome(),
                known(it.evidence().baseline()),
                known(it.evidence().current())));
      }
    }
    boolean same = after.sameRun(baseline.snapshot());
    return new NewBaseline(
        baseline.snapshot(),
        after.accepting(same ? baseline.snapshot().accepted() : needed),
        check,
        needed,
        accepted);
  }

  private static Double known(double score) {
    return Double.isFinite(score) ? score : null;
  }
}
