package dev.recsim.fit.log;

import dev.recsim.fit.gap.GapFinding;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.judge.Judge;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.fit.judge.Unseen;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What could not be looked for in a log. A finding that a perfect model may exceed by chance says
 * nothing about smaller deviations, even if its value is within the threshold.
 */
final class NotLookedFor {
  /** Findings with a chance of their own. */
  private static final Set<String> MEASURED =
      Set.of(
          "session_length", "click_rate", "clicks_per_slate", "calibration", "predictive", "drift");

  private NotLookedFor() {}

  static List<Unseen> of(FitPlan plan, Judge judge, List<FitFinding> findings) {
    List<Unseen> unseen = new ArrayList<>(judge.notLookedFor(plan.accept()));
    for (FitFinding finding : findings) {
      if (MEASURED.contains(finding.name())
          && finding.verdict() != Verdict.FAILS
          && finding.chance() > finding.threshold()) {
        unseen.add(
            new Unseen(
                "%s of %s to %s"
                    .formatted(
                        finding.name(),
                        NumberText.text(finding.threshold()),
                        NumberText.text(finding.chance())),
                "a perfect model exceeds %s in 1 %% of logs of this size; log more sessions"
                    .formatted(NumberText.text(finding.chance()))));
      }
    }
    if (findings.stream().noneMatch(it -> it.name().startsWith(GapFinding.PREFIX))) {
      unseen.add(
          new Unseen(
              "what users do under another policy",
              "the fit is not compared with a log of another policy"));
    }
    return unseen;
  }
}
