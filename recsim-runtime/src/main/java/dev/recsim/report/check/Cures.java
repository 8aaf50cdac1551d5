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

  /** Each thing to do once; nothing where all is well. */
  static List<Cure> of(CheckResult result) {
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
            Stream.of(record("to keep what was won, record the new numbers", result.experiment()))
                .filter(it -> better))
        .flatMap(it -> it)
        .toList();
  }

  static Optional<Cure> of(Status status, String experiment) {
    return switch (status) {
      case COMPARED -> Optional.empty();
      case NO_BASELINE -> Optional.of(record("to record a baseline", experiment));
      case DAMAGED ->
          Optional.of(record("restore the file from git, or record it anew", experiment));
      case CHANGED -> Optional.of(record("if that is meant, accept the new numbers", experiment));
    };
  }

  static Optional<Cure> of(Outcome outcome, String experiment) {
    return switch (outcome) {
      case IDENTICAL, HOLDS, UNDECIDED -> Optional.empty();
      case DIFFERS -> Optional.of(record("if that is meant, accept the new numbers", experiment));
      case REGRESSED ->
          Optional.of(record("if the drop is meant, accept the new numbers", experiment));
      case BROKEN ->
          Optional.of(
              new Cure(
                  "a broken claim is no matter of the baseline: mend the agent or change the claim",
                  ""));
      case INCOMPLETE ->
          Optional.of(
              new Cure(
                  "see the report for what failed, then run it again",
                  "mvn recsim:run" + selection(experiment)));
    };
  }

  private static Cure record(String words, String experiment) {
    return new Cure(words, command(experiment));
  }

  /** The command that makes the numbers of a new run the baseline. */
  static String command(String experiment) {
    return "mvn recsim:run recsim:baseline" + selection(experiment);
  }

  private static String selection(String experiment) {
    return " -Drecsim.experiment=" + Phrases.line(experiment);
  }
}
