package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Status;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A whole check in one line: {@code recsim:check failed: 1 of 9 experiments: notebook (actor_critic
 * REGRESSED by 0.61, 6.8 %; margin 0.18)}.
 */
final class Headline {
  /** Experiments, and verdicts of each, that the line names. */
  private static final int NAMED = 3;

  private Headline() {}

  static String of(List<CheckResult> results, Policy policy) {
    List<CheckResult> failed = results.stream().filter(policy::fails).toList();
    return failed.isEmpty()
        ? counts(results, policy)
        : counts(results, policy)
            + ": "
            + some(failed.stream().map(it -> experiment(it, policy)).toList());
  }

  /** Without any names: {@code recsim:check failed: 1 of 9 experiments}. */
  static String counts(List<CheckResult> results, Policy policy) {
    long failed = results.stream().filter(policy::fails).count();
    String all = Figures.count(results.size(), "experiment");
    return failed == 0
        ? "recsim:check passed: " + all + notes(results)
        : "recsim:check failed: " + Figures.count(failed) + " of " + all;
  }

  /** What a passing build still hides. */
  private static String notes(List<CheckResult> results) {
    long missing = results.stream().filter(it -> it.status() == Status.NO_BASELINE).count();
    List<String> notes = new ArrayList<>();
    for (Outcome outcome : List.of(Outcome.REGRESSED, Outcome.BROKEN, Outcome.UNDECIDED)) {
      long count = results.stream().flatMap(Headline::outcomes).filter(outcome::equals).count();
      if (count > 0) {
        notes.add(Figures.count(count) + " " + outcome);
      }
    }
    if (missing > 0) {
      notes.add(Figures.count(missing) + " without baseline");
    }
    return notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")";
  }

  private static Stream<Outcome> outcomes(CheckResult result) {
    return Stream.concat(
        result.comparisons().stream().map(Comparison::outcome),
        result.claims().stream().map(ClaimResult::outcome));
  }

  private static String experiment(CheckResult result, Policy policy) {
    List<String> reasons = new ArrayList<>();
    if (policy.severity(result.status()) == Severity.FAILURE) {
      reasons.add(status(result));
    }
    result.comparisons().stream()
        .filter(it -> policy.severity(it.outcome()) == Severity.FAILURE)
        .forEach(it -> reasons.add(agent(it)));
    result.claims().stream()
        .filter(it -> policy.severity(it.outcome()) == Severity.FAILURE)
        .forEach(it -> reasons.add("\"" + Phrases.line(it.claim().text()) + "\" " + it.outcome()));
    return Phrases.line(result.experiment()) + " (" + some(reasons) + ")";
  }

  private static String status(CheckResult result) {
    return switch (result.status()) {
      case NO_BASELINE -> "no baseline";
      case DAMAGED -> "baseline not readable";
      case CHANGED ->
          "changed since its baseline: "
              + some(result.changes().stream().map(it -> Phrases.line(it.key())).toList());
      case COMPARED -> "compared";
    };
  }

  private static String agent(Comparison comparison) {
    String verdict = Phrases.line(comparison.agent()) + " " + comparison.outcome();
    if (comparison.outcome() != Outcome.REGRESSED) {
      return verdict;
    }
    return verdict
        + " by "
        + AgentSentence.drop(comparison)
        + Phrases.share(comparison).map(it -> ", " + it).orElse("")
        + "; "
        + Phrases.margin(comparison.margin(), Figures.decimals(comparison.bounds()));
  }

  private static String some(List<String> all) {
    String named = all.stream().limit(NAMED).collect(Collectors.joining(", "));
    return all.size() <= NAMED
        ? named
        : named + " and " + Figures.count(all.size() - NAMED) + " more";
  }
}
