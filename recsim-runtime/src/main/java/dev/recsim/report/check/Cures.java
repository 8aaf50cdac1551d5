package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What to do about a check that does not hold. */
final class Cures {
  /**
   * Of an agent. A seed tells nothing without its score in the baseline, which only the code before
   * the change can give.
   */
  private static final Cure MORE_SEEDS_OF_BOTH =
      new Cure(
          "for a verdict on undecided agents raise trials.seeds or baseline.max_seeds, and record"
              + " the baseline anew with the code from before the change",
          "");

  /** Of a claim, which needs no baseline. */
  private static final Cure MORE_SEEDS =
      new Cure("for a verdict on undecided claims raise trials.seeds or baseline.max_seeds", "");

  private Cures() {}

  /** Each thing to do once; nothing where all is well. */
  static List<Cure> of(CheckResult result) {
    boolean better =
        result.comparisons().stream().anyMatch(it -> it.outcome() == Outcome.IMPROVED)
            && result.comparisons().stream().allMatch(it -> it.outcome().holds());
    return Stream.of(
            ofStatus(result.status(), result.experiment()).stream(),
            verdicts(result),
            Stream.of(record("to keep what was won, record the new numbers", result.experiment()))
                .filter(it -> better))
        .flatMap(it -> it)
        .toList();
  }

  /** Of agents and claims, in the order of their outcomes. */
  private static Stream<Cure> verdicts(CheckResult result) {
    record Verdict(Outcome outcome, Optional<Cure> cure) {}
    return Stream.concat(
            result.comparisons().stream()
                .map(it -> new Verdict(it.outcome(), of(it, result.experiment()))),
            result.claims().stream()
                .map(it -> new Verdict(it.outcome(), of(it, result.experiment()))))
        .sorted(Comparator.comparing(Verdict::outcome))
        .flatMap(it -> it.cure().stream())
        .distinct();
  }

  static Optional<Cure> ofStatus(Outcome status, String experiment) {
    return switch (status) {
      case NO_BASELINE -> Optional.of(record("to record a baseline", experiment));
      case DAMAGED ->
          Optional.of(record("restore the file from git, or record it anew", experiment));
      case ARENA_CHANGED ->
          Optional.of(
              new Cure(
                  "to accept the changed arena", command(experiment) + " -Drecsim.accept=arena"));
      case NO_EXPERIMENT ->
          Optional.of(
              new Cure("restore its experiment, or rename or delete the baseline file", ""));
      default -> Optional.empty();
    };
  }

  static Optional<Cure> of(Comparison comparison, String experiment) {
    return comparison.outcome() == Outcome.UNDECIDED
        ? Optional.of(MORE_SEEDS_OF_BOTH).filter(it -> AgentSentence.seedsDecide(comparison))
        : of(comparison.outcome(), experiment);
  }

  static Optional<Cure> of(ClaimResult claim, String experiment) {
    return claim.outcome() == Outcome.UNDECIDED
        ? Optional.of(MORE_SEEDS)
        : of(claim.outcome(), experiment);
  }

  private static Optional<Cure> of(Outcome outcome, String experiment) {
    return switch (outcome) {
      case DIFFERS -> Optional.of(record("if that is meant, accept the new numbers", experiment));
      case REGRESSED ->
          Optional.of(record("if the drop is meant, accept the new numbers", experiment));
      case BROKEN ->
          Optional.of(
              new Cure(
                  "a broken claim is no matter of the baseline: mend the agent or change the claim",
                  ""));
      case REMOVED ->
          Optional.of(record("if the agent was removed on purpose, accept it", experiment));
      case INCOMPLETE ->
          Optional.of(
              new Cure(
                  "see the report for what failed, then run it again",
                  "mvn recsim:run" + selection(experiment)));
      default -> Optional.empty();
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
