package dev.recsim.report.check;

import dev.recsim.baseline.Rule;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.report.page.Figures;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Power;
import dev.recsim.stats.Power.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to write in an experiment so that agents that did not change are rarely UNDECIDED, in their
 * score or in any of their guards.
 */
final class Proposals {
  private static final String INDENT = "  ";

  /** Seeds up to which more of them are proposed. */
  private static final int MOST_SEEDS = 200;

  private final Rule rule;
  private final double alpha;
  private final List<Agent> agents;

  Proposals(Snapshot snapshot, Rule rule, double alpha) {
    this.rule = rule;
    this.alpha = alpha;
    this.agents = snapshot.agents().stream().map(it -> new Agent(it, samples(it, rule))).toList();
  }

  /**
   * An agent of the baseline.
   *
   * @param samples of its score and of each guard that has a value
   */
  private record Agent(AgentScores scores, Map<Quantity, Sample> samples) {
    double undecided(double alpha) {
      return Power.undecidedChance(List.copyOf(samples.values()), alpha, scores.scores().size());
    }

    /** Chance of UNDECIDED that each of its quantities may have. */
    double share() {
      return Power.MOST_UNDECIDED / samples.size();
    }
  }

  private static Map<Quantity, Sample> samples(AgentScores agent, Rule rule) {
    Map<Quantity, Sample> samples = new LinkedHashMap<>();
    for (Quantity quantity : rule.quantities()) {
      double[] values = agent.values(quantity);
      if (values.length >= 2) {
        double margin = quantity.margin().around(Estimate.of(values).mean());
        samples.put(quantity, new Sample(values, margin));
      }
    }
    return samples;
  }

  /** How often a build would be UNDECIDED because of any agent or guard; empty without guards. */
  List<String> build() {
    if (rule.guards().isEmpty()) {
      return List.of();
    }
    double sum = agents.stream().mapToDouble(it -> it.undecided(alpha)).sum();
    int guards = agents.stream().mapToInt(it -> it.samples().size() - 1).sum();
    return List.of(
        "%s and %s, with other random numbers: UNDECIDED in at most %s of builds"
            .formatted(
                Figures.count(agents.size(), "agent"),
                Figures.count(guards, "guard"),
                Figures.percent(Math.min(1, sum))));
  }

  /** What to write; empty if unchanged agents are rarely UNDECIDED. */
  List<String> lines() {
    List<Agent> often =
        agents.stream().filter(it -> it.undecided(alpha) > Power.MOST_UNDECIDED).toList();
    if (often.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "For UNDECIDED in at most 10 % of such builds, write one of these in the experiment:");
    List<Integer> seeds =
        often.stream()
            .map(it -> Power.seedsToHold(List.copyOf(it.samples().values()), alpha))
            .toList();
    if (seeds.stream().allMatch(it -> it > 0 && it <= MOST_SEEDS)) {
      int most = Collections.max(seeds);
      int first = often.get(0).scores().seeds().get(0);
      lines.add(
          INDENT
              + (rule.options().maxSeeds() == null
                  ? "trials: {seeds: " + first + ".." + (first + most - 1) + "}"
                  : "baseline: {max_seeds: " + most + "}"));
    }
    lines.add(INDENT + "baseline: {" + String.join(", ", margins(often)) + "}");
    Agent worst = Collections.max(often, Comparator.comparingDouble(it -> undecidedScore(it)));
    if (undecidedScore(worst) > worst.share()) {
      lines.add(
          INDENT
              + "claims: [{%s: {mean_reward: \">= %s\"}}]  # with -Drecsim.onUndecided=warn"
                  .formatted(worst.scores().name(), claim(worst.scores())));
    }
    return lines;
  }

  private double undecidedScore(Agent agent) {
    return Power.undecidedChance(
        List.of(agent.samples().get(rule.quantities().get(0))),
        alpha,
        agent.scores().seeds().size());
  }

  /** Wider margins for the score and for guards, where these agents need them. */
  private List<String> margins(List<Agent> often) {
    List<String> margins = new ArrayList<>();
    List<String> guards = new ArrayList<>();
    for (Quantity quantity : rule.quantities()) {
      List<Agent> wanting = often.stream().filter(it -> wants(it, quantity)).toList();
      if (!wanting.isEmpty()) {
        String wider = wider(wanting, quantity);
        if (quantity.isScore()) {
          margins.add("margin: " + wider);
        } else {
          guards.add(quantity.metric() + ": " + wider);
        }
      }
    }
    if (!guards.isEmpty()) {
      margins.add("guard: {" + String.join(", ", guards) + "}");
    }
    return margins;
  }

  private boolean wants(Agent agent, Quantity quantity) {
    Sample sample = agent.samples().get(quantity);
    int seeds = agent.scores().seeds().size();
    return sample != null && Power.undecidedChance(List.of(sample), alpha, seeds) > agent.share();
  }

  /** The smallest margin for all of these agents, relative where means and guard allow it. */
  private String wider(List<Agent> wanting, Quantity quantity) {
    double absolute = 0;
    double relative = 0;
    for (Agent agent : wanting) {
      double[] values = agent.samples().get(quantity).values();
      int seeds = agent.scores().seeds().size();
      double margin = Power.marginToHold(values, alpha, seeds, agent.share());
      absolute = Math.max(absolute, margin);
      relative = Math.max(relative, margin / Math.abs(Estimate.of(values).mean()));
    }
    boolean ofMean = quantity.isScore() || !quantity.margin().hasAbsolute();
    return ofMean && relative < 1
        ? "{relative: " + rounded(relative, RoundingMode.UP, 2) + "}"
        : "{absolute: " + rounded(absolute, RoundingMode.UP, 2) + "}";
  }

  /** A mean reward that an unchanged agent is shown to reach in 90 % of builds. */
  private String claim(AgentScores agent) {
    double[] scores = agent.values();
    double reached =
        Estimate.of(scores).mean() - Power.detectableDrop(scores, alpha) / Math.sqrt(2);
    return rounded(reached, RoundingMode.FLOOR, 3);
  }

  private static String rounded(double value, RoundingMode mode, int digits) {
    return new BigDecimal(value)
        .round(new MathContext(digits, mode))
        .stripTrailingZeros()
        .toPlainString();
  }
}
