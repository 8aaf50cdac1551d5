package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Which verdicts fail a build. Whatever it says, an INCOMPLETE agent, a changed experiment and a
 * damaged baseline do: with them nothing was compared.
 *
 * @param failOnRegression whether REGRESSED agents and BROKEN claims fail it; else they are
 *     warnings
 * @param failOnMissingBaseline whether an experiment without a baseline fails it
 * @param onUndecided what an UNDECIDED agent or claim does
 */
public record Policy(
    boolean failOnRegression, boolean failOnMissingBaseline, OnUndecided onUndecided) {

  /** What a verdict on an agent or a claim does. */
  public Severity severity(Outcome outcome) {
    return switch (outcome) {
      case COMPARED, IDENTICAL, HOLDS, IMPROVED, NEW -> Severity.FINE;
      case NO_BASELINE -> failOnMissingBaseline ? Severity.FAILURE : Severity.FINE;
      case UNDECIDED ->
          switch (onUndecided) {
            case FAIL -> Severity.FAILURE;
            case WARN -> Severity.WARNING;
            case PASS -> Severity.FINE;
          };
      case REGRESSED, BROKEN -> failOnRegression ? Severity.FAILURE : Severity.WARNING;
      case INCOMPLETE, DIFFERS, REMOVED, WEAKENED, ARENA_CHANGED, NO_EXPERIMENT, DAMAGED ->
          Severity.FAILURE;
    };
  }

  /** What an experiment does: the worst of its baseline, its agents and its claims. */
  public Severity severity(CheckResult result) {
    return Stream.of(
            Stream.of(result.status()),
            result.comparisons().stream().map(Comparison::outcome),
            result.weakening().stream().filter(it -> !it.passes()).map(it -> Outcome.WEAKENED),
            result.claims().stream().map(ClaimResult::outcome))
        .flatMap(outcomes -> outcomes)
        .map(this::severity)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Whether an experiment fails the build. */
  public boolean fails(CheckResult result) {
    return severity(result) == Severity.FAILURE;
  }
}
