package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Status;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import java.util.Collections;
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
      case IDENTICAL, HOLDS -> Severity.FINE;
      case UNDECIDED ->
          switch (onUndecided) {
            case FAIL -> Severity.FAILURE;
            case WARN -> Severity.WARNING;
            case PASS -> Severity.FINE;
          };
      case REGRESSED, BROKEN -> failOnRegression ? Severity.FAILURE : Severity.WARNING;
      case INCOMPLETE, DIFFERS -> Severity.FAILURE;
    };
  }

  /** What it does that there is, or is not, a baseline to compare with. */
  public Severity severity(Status status) {
    return switch (status) {
      case COMPARED -> Severity.FINE;
      case NO_BASELINE -> failOnMissingBaseline ? Severity.FAILURE : Severity.FINE;
      case CHANGED, DAMAGED -> Severity.FAILURE;
    };
  }

  /** What an experiment does: the worst of its baseline, its agents and its claims. */
  public Severity severity(CheckResult result) {
    return Collections.max(
        Stream.concat(
                Stream.of(severity(result.status())),
                Stream.concat(
                        result.comparisons().stream().map(Comparison::outcome),
                        result.claims().stream().map(claim -> claim.outcome()))
                    .map(this::severity))
            .toList());
  }

  /** Whether an experiment fails the build. */
  public boolean fails(CheckResult result) {
    return severity(result) == Severity.FAILURE;
  }
}
