package dev.recsim.report;

import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Made-up results with metrics. */
final class Measured {
  private Measured() {}

  /** Three agents who show topics of their own, one of whom met no click, with metrics. */
  static ExperimentResults results() {
    List<Declared> metrics = metrics();
    List<AgentResults> agents = new ArrayList<>();
    for (String name : List.of("random", "greedy", "nobody_clicks")) {
      List<TrialResult> trials = new ArrayList<>();
      for (int seed = 0; seed < 4; seed++) {
        trials.add(trial(name, seed, metrics, List.of()));
      }
      trials.add(Fixtures.failed(name, 4));
      agents.add(Fixtures.agent(name, name.equals("random") ? "random" : "x", trials));
    }
    ExperimentResults bare = Fixtures.of("measured", "What was consumed", null, agents);
    return Fixtures.with(bare, metrics, agents, bare.provenance());
  }

  /** Learners that show slates of topics, with metrics and diagnostics. */
  static ExperimentResults learners(int count) {
    List<AgentResults> agents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "slate_q_" + i;
      List<TrialResult> trials = new ArrayList<>();
      for (TrialResult it : Fixtures.learner(name, 10, 4, 8, 0.5 + 0.01 * i)) {
        List<Checkpoint> curve = Fixtures.simulated((Completed) it).curve();
        trials.add(trial(name, it.id().seed(), metrics(), curve));
      }
      agents.add(Fixtures.agent(name, "slate_q", trials));
    }
    ExperimentResults bare = Fixtures.of("slates", "Slates of topics", null, agents);
    return Fixtures.with(bare, metrics(), agents, bare.provenance());
  }

  private static List<Declared> metrics() {
    List<Declared> metrics =
        new ArrayList<>(
            List.of(
                new Declared(
                    "session_length",
                    "Slates shown to a user in a session.",
                    "higher",
                    false,
                    false),
                new Declared(
                    "click_rate", "Clicks for each slate shown, <b> & co.", "none", false, true),
                new Declared(
                    "quality_per_click",
                    "Mean quality of what was clicked.",
                    "higher",
                    false,
                    false)));
    for (int topic = 0; topic < 8; topic++) {
      String description = "Share of clicks on topic " + topic + ".";
      metrics.add(new Declared("topic_" + topic + "_share", description, "none", true, true));
    }
    return metrics;
  }

  private static Completed trial(
      String agent, int seed, List<Declared> metrics, List<Checkpoint> curve) {
    Completed it = Fixtures.completed(agent, seed, 3, null, new int[0], 0, 0, null, curve);
    Map<String, Double> values = new LinkedHashMap<>();
    boolean clicks = !agent.equals("nobody_clicks");
    int favourite = agent.equals("greedy") ? 2 : 8;
    for (Declared metric : metrics) {
      double share = metric.name().equals("topic_" + favourite + "_share") ? 0.65 : 0.05;
      values.put(
          metric.name(),
          switch (metric.name()) {
            case "session_length" -> 4.5 + seed;
            case "click_rate" -> clicks ? 0.25 + seed / 64.0 : 0;
            case "quality_per_click" -> clicks ? seed - 1.5 : Double.NaN;
            default -> clicks ? (favourite < 8 ? share : 0.125) : Double.NaN;
          });
    }
    return new Completed(
        it.id(),
        it.rewards(),
        null,
        it.lengths(),
        null,
        it.greedyActions(),
        0,
        0,
        0,
        0,
        null,
        null,
        it.curve(),
        it.weights(),
        values,
        Map.of(),
        null,
        null,
        it.cost());
  }
}
