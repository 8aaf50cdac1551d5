package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.NewBaseline;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Rule;
import dev.recsim.baseline.Snapshot.Acceptance;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.report.page.Figures;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said when a baseline is recorded, for terminals. */
public final class BaselineWords {
  private static final String INDENT = "  ";

  private BaselineWords() {}

  /**
   * Why nothing is recorded: a sentence for each change that nobody accepted, and the command that
   * accepts all of them; empty where there are none.
   */
  public static List<String> refusal(NewBaseline recording) {
    List<Acceptance> refused = recording.refused();
    if (refused.isEmpty()) {
      return List.of();
    }
    String experiment = recording.after().experiment();
    List<String> lines = new ArrayList<>();
    lines.add(
        Phrases.line(experiment)
            + ": "
            + Figures.count(refused.size(), "change")
            + " for the worse "
            + (refused.size() == 1 ? "needs" : "need")
            + " to be accepted");
    for (Acceptance it : refused) {
      lines.add(INDENT + sentence(it, recording));
    }
    if (refused.stream().anyMatch(it -> it.verdict() == Outcome.INCOMPLETE)) {
      lines.add(INDENT + Cure.judge(experiment).line());
    }
    List<String> names =
        recording.needed().stream()
            .filter(it -> refused.contains(it) || recording.accepted().contains(it.name()))
            .map(Acceptance::name)
            .toList();
    lines.add(INDENT + Cure.accept("if that is intended", experiment, names).line());
    return List.copyOf(lines);
  }

  private static String sentence(Acceptance change, NewBaseline recording) {
    return Optional.ofNullable(recording.check()).stream()
        .flatMap(it -> CheckFinding.of(it).stream())
        .filter(it -> it.name().equals(change.name()) && it.outcome() == change.verdict())
        .map(it -> it.words().sentence())
        .findFirst()
        .orElse(accepted(change) + relaxed(change, recording));
  }

  private static String relaxed(Acceptance change, NewBaseline recording) {
    return Optional.ofNullable(recording.check())
        .filter(it -> change.verdict() == Outcome.WEAKENED)
        .flatMap(CheckResult::weakening)
        .map(it -> ": " + Phrases.changes(it.changes()))
        .orElse("");
  }

  /**
   * What was recorded: a line for each agent and each of its guards with its former value and
   * verdict, and how often it would be UNDECIDED with other random numbers; what was accepted; and,
   * where that is more than 10 %, what to write instead.
   */
  public static List<String> lines(NewBaseline recording, Rule rule, double alpha) {
    List<String> lines = new ArrayList<>();
    for (AgentScores agent : recording.after().agents()) {
      rule.quantities().forEach(it -> lines.add(quantity(agent, it, recording, alpha)));
    }
    Proposals proposals = new Proposals(recording.after(), rule, alpha);
    lines.addAll(proposals.build());
    if (!recording.needed().isEmpty()) {
      lines.add(
          "accepted: "
              + recording.needed().stream()
                  .map(BaselineWords::accepted)
                  .collect(Collectors.joining(", ")));
    }
    lines.addAll(proposals.lines());
    return List.copyOf(lines);
  }

  /** {@code actor_critic REGRESSED 9.2400 -> 0.8200}. */
  private static String accepted(Acceptance it) {
    String verdict = Phrases.line(it.name()) + " " + OutcomeWords.machine(it.verdict());
    String after = Optional.ofNullable(it.after()).map(Phrases::score).orElse("none");
    return Optional.ofNullable(it.before())
        .map(before -> "%s %s -> %s".formatted(verdict, Phrases.score(before), after))
        .orElse(verdict);
  }

  private static String quantity(
      AgentScores agent, Quantity quantity, NewBaseline recording, double alpha) {
    String name = Phrases.line(quantity.of(agent.name()));
    double[] values = agent.values(quantity);
    if (values.length < 2) {
      return name + ": no value, so it cannot be judged";
    }
    Estimate now = Estimate.of(values);
    String score = Figures.mean(now);
    Optional<double[]> before =
        Optional.ofNullable(recording.before())
            .flatMap(it -> it.agent(agent.name()))
            .map(it -> it.values(quantity))
            .filter(it -> it.length > 0);
    String verdict =
        Optional.ofNullable(recording.check())
            .filter(it -> it.status() == Outcome.COMPARED)
            .flatMap(it -> it.comparison(quantity.of(agent.name())))
            .map(BaselineWords::verdict)
            .orElse(before.isPresent() ? ", not comparable" : "");
    String scores = before.map(it -> Figures.mean(Estimate.of(it)) + " -> " + score).orElse(score);
    return "%s: %s on %s%s; %s"
        .formatted(
            name,
            scores,
            Figures.count(now.n(), "seed"),
            verdict,
            now.standardDeviation() == 0
                ? "no variation between seeds, so any %s beyond the margin is detected"
                    .formatted(quantity.isScore() ? "drop" : "loss")
                : "with other random numbers, it would be UNDECIDED in %s of builds"
                    .formatted(Figures.percent(chance(values, quantity, alpha))));
  }

  private static double chance(double[] values, Quantity quantity, double alpha) {
    double margin = quantity.margin().around(Estimate.of(values).mean());
    return Power.undecidedChance(values, margin, alpha, values.length);
  }

  private static String verdict(Comparison it) {
    int decimals = Figures.decimals(it.test().bounds());
    return ", "
        + OutcomeWords.machine(it.outcome())
        + (it.test().bounds().isEmpty()
            ? ""
            : " (%s; %s)"
                .formatted(
                    Phrases.difference(it.test().difference(), decimals),
                    AgentWords.facts(it, decimals)));
  }
}
