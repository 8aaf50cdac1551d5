package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Outcome;
import java.util.Comparator;

/**
 * Which verdicts fail a build. Verdicts that say that something is missing, removed, relaxed or not
 * comparable always do.
 *
 * @param failOnRegression whether REGRESSED agents and guards, and BROKEN claims, fail it;
 *     otherwise they are warnings
 * @param failOnMissingBaseline whether an experiment without a baseline fails it
 * @param onUndecided what an UNDECIDED agent, guard or claim does
 */
public record BuildRules(
    boolean failOnRegression, boolean failOnMissingBaseline, OnUndecided onUndecided) {

  /** What an UNDECIDED verdict does to a build. */
  public enum OnUndecided {
    /** It fails. */
    FAIL,
    /** It passes with a warning. */
    WARN,
    /** It passes; the verdict is only reported. */
    PASS
  }

  /** What a verdict does to a build; in ascending order. */
  public enum Severity {
    /** Nothing. */
    FINE,
    /** It passes with a warning. */
    WARNING,
    /** It fails. */
    FAILURE
  }

  /** What a verdict does. */
  public Severity severity(Outcome outcome) {
    return switch (outcome) {
      case COMPARED, IDENTICAL, HOLDS, IMPROVED, NEW -> Severity.FINE;
      case UNREPEATABLE -> Severity.WARNING;
      case NO_BASELINE -> failOnMissingBaseline ? Severity.FAILURE : Severity.FINE;
      case UNDECIDED ->
          switch (onUndecided) {
            case FAIL -> Severity.FAILURE;
            case WARN -> Severity.WARNING;
            case PASS -> Severity.FINE;
          };
      case REGRESSED, BROKEN -> failOnRegression ? Severity.FAILURE : Severity.WARNING;
      case REFUSED,
          INCOMPLETE,
          NO_VALUE,
          NO_MARGIN,
          NOT_RECORDED,
          DIFFERS,
          REMOVED,
          WEAKENED,
          ARENA_CHANGED,
          NO_EXPERIMENT,
          DAMAGED ->
          Severity.FAILURE;
    };
  }

  /** What an experiment does: the worst of its verdicts. */
  public Severity severity(CheckResult result) {
    return CheckFinding.of(result).stream()
        .map(it -> severity(it.outcome()))
        .max(Comparator.naturalOrder())
        .orElse(Severity.FINE);
  }

  /** Whether an experiment fails the build. */
  public boolean fails(CheckResult result) {
    return severity(result) == Severity.FAILURE;
  }
}
