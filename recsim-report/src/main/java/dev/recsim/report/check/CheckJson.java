package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Comparison.Evidence;
import dev.recsim.baseline.Outcome;
import dev.recsim.json.JsonObject;
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
import java.util.Optional;

/** A check as records of {@code results.json}. */
public final class CheckJson {
  private CheckJson() {}

  /** The verdict of a key; empty if the key is of another version. */
  public static Optional<Outcome> outcome(String key) {
    return Arrays.stream(Outcome.values()).filter(it -> JsonObject.key(it).equals(key)).findFirst();
  }

  /** The records. */
  public static CheckSummary of(CheckResult check) {
    return new CheckSummary(
        JsonObject.key(check.worst()),
        CheckSections.sentence(check),
        check.basis().problem().orElse(null),
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
                    JsonObject.key(it.outcome()),
                    it.subject().changes(),
                    sample(it.evidence()),
                    it.evidence().best().orElse(null),
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
                    JsonObject.key(it.outcome()),
                    sample(it.evidence()),
                    figures(it)))
        .toList();
  }

  private static Sample sample(Evidence it) {
    return new Sample(JsonObject.key(it.method()), it.seeds(), it.baselineSeeds());
  }

  private static CheckSummary.Figures figures(Comparison it) {
    return new CheckSummary.Figures(
        Rounded.number(it.evidence().baseline()),
        Rounded.number(it.evidence().current()),
        Rounded.number(it.test().difference()),
        Rounded.interval(it.test().bounds()),
        Rounded.number(it.test().alpha()),
        Rounded.number(it.test().margin()),
        it.verdict().problem().orElse(null));
  }

  private static List<Claim> claims(List<ClaimResult> claims) {
    return claims.stream()
        .map(
            it ->
                new Claim(
                    it.claim().text(),
                    JsonObject.key(it.outcome()),
                    it.ofLog() ? 0 : it.sample().size(),
                    it.ofLog() ? it.sample().size() : 0,
                    Rounded.number(it.value()),
                    Rounded.interval(it.bounds()),
                    Rounded.number(it.alpha()),
                    Rounded.number(it.threshold()),
                    it.problem().orElse(null)))
        .toList();
  }
}
