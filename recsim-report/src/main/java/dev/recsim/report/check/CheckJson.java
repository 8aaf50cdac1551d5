package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Comparison.Evidence;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.results.CheckSummary;
import dev.recsim.report.results.CheckSummary.Agent;
import dev.recsim.report.results.CheckSummary.ArenaMeans;
import dev.recsim.report.results.CheckSummary.Claim;
import dev.recsim.report.results.CheckSummary.Guard;
import dev.recsim.report.results.CheckSummary.RuleVerdicts;
import dev.recsim.report.results.CheckSummary.Sample;
import dev.recsim.report.results.Rounded;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A check as records of {@code results.json}. */
public final class CheckJson {
  private CheckJson() {}

  /** A verdict as {@code results.json} has it: {@code no_baseline}. */
  static String key(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  /** The verdict of a key; empty if the key is of another version. */
  public static Optional<Outcome> outcome(String key) {
    return Arrays.stream(Outcome.values()).filter(it -> key(it).equals(key)).findFirst();
  }

  /** The records. */
  public static CheckSummary of(CheckResult check) {
    return new CheckSummary(
        key(check.worst()),
        CheckSections.sentence(check),
        check.basis().problem(),
        check.basis().changes(),
        agents(check.scores()),
        guards(check.guards()),
        claims(check.claims()),
        check
            .weakening()
            .map(
                it ->
                    new RuleVerdicts(agents(it.scores()), guards(it.guards()), claims(it.claims())))
            .orElse(null),
        check.basis().arenaScores().stream()
            .map(
                it ->
                    new ArenaMeans(
                        it.agent(), Rounded.number(it.baseline()), Rounded.number(it.current())))
            .toList());
  }

  private static List<Agent> agents(List<Comparison> comparisons) {
    return comparisons.stream()
        .map(
            it ->
                new Agent(
                    it.agent(),
                    key(it.outcome()),
                    it.subject().changes(),
                    sample(it.evidence()),
                    it.evidence().best(),
                    figures(it)))
        .toList();
  }

  private static List<Guard> guards(List<Comparison> comparisons) {
    return comparisons.stream()
        .map(
            it ->
                new Guard(
                    it.agent(),
                    it.subject().quantity().metric(),
                    it.subject().quantity().lowerIsBetter() ? "lower" : "higher",
                    key(it.outcome()),
                    sample(it.evidence()),
                    figures(it)))
        .toList();
  }

  private static Sample sample(Evidence it) {
    String method = it.method().name().toLowerCase(Locale.ROOT);
    return new Sample(method, it.seeds(), it.baselineSeeds());
  }

  private static CheckSummary.Figures figures(Comparison it) {
    return new CheckSummary.Figures(
        Rounded.number(it.evidence().baseline()),
        Rounded.number(it.evidence().current()),
        Rounded.number(it.test().difference()),
        Rounded.interval(it.test().bounds()),
        Rounded.number(it.test().alpha()),
        Rounded.number(it.test().margin()),
        it.verdict().problem());
  }

  private static List<Claim> claims(List<ClaimResult> claims) {
    return claims.stream()
        .map(
            it ->
                new Claim(
                    it.claim().text(),
                    key(it.outcome()),
                    it.ofLog() ? 0 : it.sample().size(),
                    it.ofLog() ? it.sample().size() : 0,
                    Rounded.number(it.value()),
                    Rounded.interval(it.bounds()),
                    Rounded.number(it.alpha()),
                    Rounded.number(it.threshold()),
                    it.problem()))
        .toList();
  }
}
