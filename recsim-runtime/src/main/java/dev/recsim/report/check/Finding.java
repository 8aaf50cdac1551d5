package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One verdict of a check, as machines are told of it.
 *
 * @param subject what it is about
 * @param name of the agent, text of the claim, or {@code baseline}; on one line
 * @param verdict the outcome, or the status of the baseline
 * @param severity what it does to the build
 * @param sentence the verdict in words, on one line
 * @param cure what to do about it
 * @param line where its subject stands in the experiment file, 1-based
 */
record Finding(
    Subject subject,
    String name,
    String verdict,
    Severity severity,
    String sentence,
    Optional<Cure> cure,
    int line) {

  /** What a verdict is about. */
  enum Subject {
    BASELINE,
    AGENT,
    CLAIM
  }

  /** All verdicts on an experiment: on its baseline unless it was compared, its agents, claims. */
  static List<Finding> of(CheckResult result, Place place, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    if (result.status() != Outcome.COMPARED) {
      findings.add(
          new Finding(
              Subject.BASELINE,
              "baseline",
              result.status().name(),
              policy.severity(result.status()),
              CheckWords.baseline(result),
              Cures.ofStatus(result.status(), result.experiment()),
              1));
    }
    for (Comparison agent : result.comparisons()) {
      findings.add(
          new Finding(
              Subject.AGENT,
              Phrases.line(agent.agent()),
              agent.outcome().name(),
              policy.severity(agent.outcome()),
              CheckWords.sentence(agent),
              Cures.of(agent, result.experiment()),
              place.agent(agent.agent())));
    }
    for (int i = 0; i < result.claims().size(); i++) {
      ClaimResult claim = result.claims().get(i);
      findings.add(
          new Finding(
              Subject.CLAIM,
              Phrases.line(claim.claim().text()),
              claim.outcome().name(),
              policy.severity(claim.outcome()),
              CheckWords.sentence(claim),
              Cures.of(claim, result.experiment()),
              place.claim(i)));
    }
    return List.copyOf(findings);
  }
}
