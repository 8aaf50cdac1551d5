package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Recording;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.Acceptance;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.rule.BaselineOptions;
import dev.recsim.report.page.Figures;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Power;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said when a baseline is recorded, for terminals. */
public final class BaselineWords {
  private static final String INDENT = "  ";

  /** Seeds up to which more of them are proposed. */
  private static final int MOST_SEEDS = 200;

  private BaselineWords() {}

  /**
   * Why nothing is recorded: a sentence for each change that nobody accepted, and the command that
   * accepts all of them; empty where there are none.
   */
  public static List<String> refusal(Recording recording) {
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

  private static String sentence(Acceptance change, Recording recording) {
    return Optional.ofNullable(recording.check()).stream()
        .flatMap(it -> Finding.of(it).stream())
        .filter(it -> it.name().equals(change.name()) && it.outcome() == change.verdict())
        .map(Finding::sentence)
        .findFirst()
        .orElse(accepted(change) + relaxed(change, recording));
  }

  private static String relaxed(Acceptance change, Recording recording) {
    return Optional.ofNullable(recording.check())
        .filter(it -> change.verdict() == Outcome.WEAKENED)
        .flatMap(CheckResult::weakening)
        .map(it -> ": " + Phrases.changes(it.changes()))
        .orElse("");
  }

  /**
   * What was recorded: a line for each agent with its former score and verdict, and how often it
   * would be UNDECIDED with other random numbers; what was accepted; and, where that is more than
   * 10 %, what to write instead.
   */
  public static List<String> lines(Recording recording, BaselineOptions options, double alpha) {
    List<String> lines = new ArrayList<>();
    for (AgentScores agent : recording.after().agents()) {
      lines.add(agent(agent, recording, options, alpha));
    }
    if (!recording.needed().isEmpty()) {
      lines.add(
          "accepted: "
              + recording.needed().stream()
                  .map(BaselineWords::accepted)
                  .collect(Collectors.joining(", ")));
    }
    lines.addAll(proposals(recording.after(), options, alpha));
    return List.copyOf(lines);
  }

  /** {@code actor_critic REGRESSED 9.2400 -> 0.8200}. */
  private static String accepted(Acceptance it) {
    String verdict = Phrases.line(it.name()) + " " + CheckSections.badge(it.verdict()).word();
    return it.before() == null
        ? verdict
        : verdict
            + " "
            + Phrases.score(it.before())
            + " -> "
            + (it.after() == null ? "none" : Phrases.score(it.after()));
  }

  private static String agent(
      AgentScores agent, Recording recording, BaselineOptions options, double alpha) {
    Estimate now = Estimate.of(agent.values());
    String score = Figures.mean(now);
    Optional<AgentScores> before =
        Optional.ofNullable(recording.before())
            .flatMap(it -> it.agent(agent.name()))
            .filter(it -> !it.scores().isEmpty());
    String verdict =
        Optional.ofNullable(recording.check())
            .filter(it -> it.status() == Outcome.COMPARED)
            .flatMap(it -> it.comparison(agent.name()))
            .map(BaselineWords::verdict)
            .orElse(before.isPresent() ? ", not comparable" : "");
    String scores =
        before.map(it -> Figures.mean(Estimate.of(it.values())) + " -> " + score).orElse(score);
    return "%s: %s on %s%s; %s"
        .formatted(
            Phrases.line(agent.name()),
            scores,
            Figures.count(now.n(), "seed"),
            verdict,
            now.standardDeviation() == 0
                ? "no variation between seeds, so any drop beyond the margin is detected"
                : "with other random numbers, it would be UNDECIDED in %s of builds"
                    .formatted(Figures.percent(chance(agent, options, alpha))));
  }

  private static String verdict(Comparison it) {
    int decimals = Figures.decimals(it.bounds());
    return ", "
        + it.outcome()
        + (it.bounds().isEmpty()
            ? ""
            : " (%s; %s)"
                .formatted(
                    Phrases.difference(it.difference(), decimals), AgentWords.facts(it, decimals)));
  }

  private static double chance(AgentScores agent, BaselineOptions options, double alpha) {
    double[] scores = agent.values();
    return Power.undecidedChance(scores, margin(scores, options), alpha, scores.length);
  }

  private static double margin(double[] scores, BaselineOptions options) {
    return options.margin().around(Estimate.of(scores).mean());
  }

  /** What to write so that unchanged agents are rarely UNDECIDED; empty where they are. */
  private static List<String> proposals(Snapshot snapshot, BaselineOptions options, double alpha) {
    List<AgentScores> often =
        snapshot.agents().stream()
            .filter(it -> chance(it, options, alpha) > Power.MOST_UNDECIDED)
            .toList();
    if (often.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "For UNDECIDED in at most 10 % of such builds, write one of these in the experiment:");
    List<Integer> seeds =
        often.stream()
            .map(AgentScores::values)
            .map(it -> Power.seedsToHold(it, margin(it, options), alpha))
            .toList();
    if (seeds.stream().allMatch(it -> it > 0 && it <= MOST_SEEDS)) {
      int most = Collections.max(seeds);
      int first = often.get(0).seeds().get(0);
      lines.add(
          INDENT
              + (options.maxSeeds() == null
                  ? "trials: {seeds: " + first + ".." + (first + most - 1) + "}"
                  : "baseline: {max_seeds: " + most + "}"));
    }
    lines.add(INDENT + "baseline: {margin: " + wider(often, alpha) + "}");
    AgentScores worst =
        Collections.max(often, Comparator.comparingDouble(it -> chance(it, options, alpha)));
    lines.add(
        INDENT
            + "claims: [{%s: {mean_reward: \">= %s\"}}]  # with -Drecsim.onUndecided=warn"
                .formatted(worst.name(), claim(worst, alpha)));
    return lines;
  }

  /** The smallest margin for all of these agents, relative where their means allow it. */
  private static String wider(List<AgentScores> agents, double alpha) {
    double absolute = 0;
    double relative = 0;
    for (AgentScores agent : agents) {
      double[] scores = agent.values();
      double margin = Power.marginToHold(scores, alpha, scores.length);
      absolute = Math.max(absolute, margin);
      relative = Math.max(relative, margin / Math.abs(Estimate.of(scores).mean()));
    }
    return relative < 1
        ? "{relative: " + rounded(relative, RoundingMode.UP, 2) + "}"
        : "{absolute: " + rounded(absolute, RoundingMode.UP, 2) + "}";
  }

  /** A mean reward that an unchanged agent is shown to reach in 90 % of builds. */
  private static String claim(AgentScores agent, double alpha) {
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
