package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Status;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What to do about a check that does not hold. */
final class Cures {
  private Cures() {}

  /** One line for each thing to do; none where all is well. */
  static List<String> of(CheckResult result) {
    List<Outcome> outcomes =
        Stream.concat(
                result.comparisons().stream().map(Comparison::outcome),
                result.claims().stream().map(ClaimResult::outcome))
            .distinct()
            .sorted()
            .toList();
    boolean better =
        result.comparisons().stream().anyMatch(Comparison::improved)
            && result.comparisons().stream().allMatch(it -> it.outcome().holds());
    return Stream.of(
            of(result.status(), result.experiment()).stream(),
            outcomes.stream().flatMap(it -> of(it, result.experiment()).stream()),
            Stream.of("to keep what was won, record the new numbers: ")
                .filter(it -> better)
                .map(it -> it + CheckWords.command(result.experiment())))
        .flatMap(it -> it)
        .toList();
  }

  static Optional<String> of(Status status, String experiment) {
    String record = CheckWords.command(experiment);
    return switch (status) {
      case COMPARED -> Optional.empty();
      case NO_BASELINE -> Optional.of("to record a baseline: " + record);
      case DAMAGED -> Optional.of("restore the file from git, or record it anew: " + record);
      case CHANGED -> Optional.of("if that is meant, accept the new numbers: " + record);
    };
  }

  static Optional<String> of(Outcome outcome, String experiment) {
    return switch (outcome) {
      case IDENTICAL, HOLDS, UNDECIDED -> Optional.empty();
      case REGRESSED ->
          Optional.of(
              "if the drop is meant, accept the new numbers: " + CheckWords.command(experiment));
      case BROKEN ->
          Optional.of(
              "a broken claim is no matter of the baseline: mend the agent or change the claim");
      case INCOMPLETE ->
          Optional.of(
              "see the report for what failed, then run it again: mvn recsim:run"
                  + CheckWords.selection(experiment));
    };
  }
}
