package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Status;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What to do about a check that does not hold. */
final class Cures {
  private Cures() {}

  /** One line for each thing to do; none where all is well. */
  static List<String> of(CheckResult result) {
    List<String> cures = new ArrayList<>();
    String record = CheckWords.command(result.experiment());
    if (has(result, Outcome.INCOMPLETE)) {
      cures.add(
          "see the report for what failed, then run it again: mvn recsim:run -Drecsim.experiment="
              + Phrases.line(result.experiment()));
    }
    if (result.status() == Status.NO_BASELINE) {
      cures.add("to record a baseline: " + record);
    } else if (result.status() == Status.DAMAGED) {
      cures.add("restore the file from git, or record it anew: " + record);
    } else if (result.status() == Status.CHANGED) {
      cures.add("if that is meant, accept the new numbers: " + record);
    } else if (has(result, Outcome.REGRESSED)) {
      cures.add("if the drop is meant, accept the new numbers: " + record);
    } else if (result.comparisons().stream().anyMatch(Comparison::improved)) {
      cures.add("to keep what was won, record the new numbers: " + record);
    }
    if (has(result, Outcome.BROKEN)) {
      cures.add("a broken claim is no matter of the baseline: mend the agent or change the claim");
    }
    return cures;
  }

  private static boolean has(CheckResult result, Outcome outcome) {
    return Stream.concat(
            result.comparisons().stream().map(it -> it.outcome()),
            result.claims().stream().map(it -> it.outcome()))
        .anyMatch(outcome::equals);
  }
}
