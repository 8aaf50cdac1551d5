package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.check.BuildRules.Severity;
import dev.recsim.report.check.CheckFinding.Subject;
import dev.recsim.report.page.Figures;
import dev.recsim.report.results.CheckSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A check as text, for terminals: one line is one element, without line end, plain ASCII but for
 * names, errors and values, which are made fit for one line.
 */
public final class CheckWords {
  /** Experiments, and verdicts of each, that the headline names. */
  private static final int NAMED = 3;

  private static final String INDENT = "  ";

  private CheckWords() {}

  /**
   * What there is to say of an experiment: one line if all is well, otherwise also a sentence for
   * each verdict that is not, and what to do.
   */
  public static List<String> lines(CheckResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(Phrases.line(result.experiment()) + ": " + overview(result));
    result.basis().problem().ifPresent(it -> lines.add(INDENT + Phrases.line(it)));
    for (CheckFinding finding : CheckFinding.of(result)) {
      if (finding.subject() != Subject.BASELINE && worthTelling(finding, result)) {
        lines.add(INDENT + finding.words().sentence());
      }
      finding.words().details().forEach(it -> lines.add(INDENT + it));
    }
    Cure.of(result).forEach(it -> lines.add(INDENT + it.line()));
    return List.copyOf(lines);
  }

  private static boolean worthTelling(CheckFinding finding, CheckResult result) {
    boolean agent = finding.subject() == Subject.AGENT;
    return !finding.outcome().holds()
        || finding.subject() == Subject.RULE
        || finding.subject() != Subject.CLAIM && finding.outcome().compareTo(Outcome.IMPROVED) >= 0
        || agent
            && result
                .comparison(finding.name())
                .filter(it -> it.outcome() != Outcome.IDENTICAL)
                .filter(it -> !it.subject().changes().isEmpty())
                .isPresent();
  }

  /**
   * An experiment in half a sentence, without any names: {@code 1 agent regressed, 2 identical; 3
   * guards hold; 1 claim holds}.
   */
  public static String overview(CheckResult result) {
    return overview(result, false);
  }

  /**
   * In the words of pages: {@code 1 agent worse, 2 unchanged; 3 guards no worse; 1 claim holds}.
   */
  static String onPage(CheckResult result) {
    return overview(result, true);
  }

  /** The same of a check that was written; its own sentence if no single verdict is the reason. */
  public static String onPage(CheckSummary check) {
    List<String> agents = check.agents().stream().map(CheckSummary.Agent::outcome).toList();
    List<String> guards = check.guards().stream().map(CheckSummary.Guard::outcome).toList();
    List<String> claims = check.claims().stream().map(CheckSummary.Claim::outcome).toList();
    if (Stream.of(agents, guards, claims).noneMatch(it -> it.contains(check.outcome()))) {
      return check.summary();
    }
    return Stream.of(written("agent", agents), written("guard", guards), written("claim", claims))
            .filter(it -> !it.isEmpty())
            .collect(Collectors.joining("; "))
        + ".";
  }

  private static String written(String noun, List<String> outcomes) {
    return counts(noun, outcomes.stream().flatMap(it -> CheckJson.outcome(it).stream()), true);
  }

  private static String overview(CheckResult result, boolean page) {
    return Stream.of(
            status(result, page),
            result.status() == Outcome.ARENA_CHANGED ? "" : agents(result, page),
            result.weakening().map(it -> it.passes() ? "rule relaxed" : "rule weakened").orElse(""),
            counts("claim", result.claims().stream().map(ClaimResult::outcome), page),
            result.unrepeated().isEmpty()
                ? ""
                : Figures.count(result.unrepeated().size(), "agent") + " not repeatable")
        .filter(it -> !it.isEmpty())
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining("; "), it -> it.isEmpty() ? "no baseline needed" : it));
  }

  /** Why the agents were not compared; empty where they were. */
  static String status(CheckResult result) {
    return status(result, false);
  }

  private static String status(CheckResult result, boolean page) {
    return switch (result.status()) {
      case NO_BASELINE -> "no baseline";
      case NO_EXPERIMENT -> "its baseline has no experiment";
      case DAMAGED -> "its baseline cannot be used";
      case ARENA_CHANGED ->
          (page ? "the environment changed" : "ARENA CHANGED")
              + ", scores are not comparable with the baseline; the recorded experiment "
              + (result.basis().problem().isEmpty()
                  ? "with the current code: " + agents(result, page)
                  : "could not be run with the current code");
      default -> "";
    };
  }

  private static String agents(CheckResult result, boolean page) {
    return Stream.of(
            counts("agent", result.scores().stream().map(Comparison::outcome), page),
            counts("guard", result.guards().stream().map(Comparison::outcome), page))
        .filter(it -> !it.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** {@code 1 agent regressed, 2 identical}; the worst first. */
  private static String counts(String noun, Stream<Outcome> outcomes, boolean page) {
    Map<Outcome, Long> counts =
        outcomes.collect(
            Collectors.groupingBy(
                it -> it, () -> new TreeMap<>(Collections.reverseOrder()), Collectors.counting()));
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (outcome, count) ->
            parts.add(
                (parts.isEmpty() ? Figures.count(count, noun) : Figures.count(count))
                    + " "
                    + (page ? onPage(outcome, noun, count) : word(outcome, noun, count))));
    return String.join(", ", parts);
  }

  private static String onPage(Outcome outcome, String noun, long count) {
    return noun.equals("claim") && outcome == Outcome.HOLDS
        ? word(outcome, noun, count)
        : OutcomeWords.page(outcome);
  }

  private static String word(Outcome outcome, String noun, long count) {
    return switch (outcome) {
      case DIFFERS -> "not identical";
      case HOLDS -> noun.equals("agent") ? "within the margin" : count == 1 ? "holds" : "hold";
      default -> outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  /**
   * A whole check in one line: {@code recsim:check failed: 1 of 9 experiments: notebook
   * (actor_critic REGRESSED by 0.61, 6.8 %; margin 0.18)}.
   */
  public static String headline(List<CheckResult> results, BuildRules rules) {
    List<String> failed =
        results.stream().filter(rules::fails).map(it -> failed(it, rules)).toList();
    return failed.isEmpty()
        ? counts(results, rules)
        : counts(results, rules) + ": " + Figures.some(failed, NAMED);
  }

  private static String failed(CheckResult result, BuildRules rules) {
    List<String> reasons =
        CheckFinding.of(result).stream()
            .filter(it -> rules.severity(it.outcome()) == Severity.FAILURE)
            .sorted(CheckFinding.BY_HARM)
            .map(it -> it.words().brief())
            .toList();
    return Phrases.line(result.experiment()) + " (" + Figures.some(reasons, NAMED) + ")";
  }

  /** Without any names: {@code recsim:check failed: 1 of 9 experiments}. */
  static String counts(List<CheckResult> results, BuildRules rules) {
    long failed = results.stream().filter(rules::fails).count();
    String all = Figures.count(results.size(), "experiment");
    return failed == 0
        ? "recsim:check passed: " + all + notes(results)
        : "recsim:check failed: " + Figures.count(failed) + " of " + all;
  }

  /** What a passing build would hide. */
  private static String notes(List<CheckResult> results) {
    List<String> notes = new ArrayList<>();
    for (Outcome outcome :
        List.of(
            Outcome.REGRESSED,
            Outcome.BROKEN,
            Outcome.UNDECIDED,
            Outcome.UNREPEATABLE,
            Outcome.NO_BASELINE)) {
      long count =
          results.stream()
              .flatMap(it -> CheckFinding.of(it).stream())
              .filter(it -> it.outcome() == outcome)
              .count();
      if (count > 0) {
        notes.add(
            Figures.count(count)
                + (outcome == Outcome.NO_BASELINE ? " without baseline" : " " + outcome));
      }
    }
    return notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")";
  }

  /** The message of a build that fails: the headline, and all there is to say of what failed. */
  public static String failure(List<CheckResult> results, BuildRules rules) {
    return Stream.concat(
            Stream.of(headline(results, rules)),
            results.stream().filter(rules::fails).flatMap(it -> lines(it).stream()))
        .collect(Collectors.joining("\n"));
  }
}
