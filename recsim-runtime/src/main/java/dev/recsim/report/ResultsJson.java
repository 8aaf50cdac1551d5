package dev.recsim.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.check.CheckJson;
import dev.recsim.report.page.Figures;
import dev.recsim.report.sweep.Swept;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code results.json}, the public format of results: the same results give the same bytes on every
 * JVM. Nothing in it tells when, where or how long.
 *
 * <p>Numbers have 12 significant digits, but for a trial's {@code score}, which reads back to the
 * bit. {@code exact}, {@code exact_value} and {@code share_of_optimum} are null where the world is
 * not finite; figures of an agent are null while none of its trials completed, intervals also for a
 * single one. {@code check} is null where no check was asked for. {@code metrics} - what the world
 * declares, an agent's means over seeds, a trial's values - is there where the world declares any;
 * a value is null where there was nothing to divide by. What a sweep made has {@code swept}: what
 * it is called in the file, and the swept keys with its values.
 */
public final class ResultsJson {
  /** Grows when a field changes its meaning or goes. */
  public static final int SCHEMA_VERSION = 1;

  private static final int DIGITS = 12;

  private ResultsJson() {}

  /** The results as JSON, ending with a newline. */
  public static String render(ExperimentResults results) {
    ObjectNode root = object();
    root.put("schema_version", SCHEMA_VERSION);
    root.put("experiment", results.name());
    root.put("title", results.title());
    root.put("fingerprint", results.fingerprint());
    swept(root, results.swept());
    Verdict verdict = Verdict.of(results);
    root.put("verdict", verdict.sentence());
    root.put("headline", verdict.headline());
    root.set("exact", exact(results.exact()));
    root.set(
        "check",
        results.check() == null ? JsonText.NODES.nullNode() : CheckJson.of(results.check()));
    if (!results.metrics().isEmpty()) {
      ArrayNode metrics = root.putArray("metrics");
      results.metrics().forEach(metric -> metrics.add(declared(metric)));
    }
    ArrayNode agents = root.putArray("agents");
    List<Standing> standings = Standings.of(results).all();
    for (int i = 0; i < standings.size(); i++) {
      agents.add(agent(standings.get(i), results.agents().get(i).swept(), results.metrics()));
    }
    ObjectNode files = root.putObject("files");
    results.files().forEach(files::put);
    root.put("resolved", results.resolved());
    return JsonText.pretty(root);
  }

  private static JsonNode exact(Exact exact) {
    return exact == null
        ? JsonText.NODES.nullNode()
        : object()
            .<ObjectNode>set("optimal", number(exact.optimal()))
            .set("uniform_random", number(exact.uniformRandom()));
  }

  private static ObjectNode declared(Declared metric) {
    return object().put("name", metric.name()).put("description", metric.description());
  }

  /** Only what a sweep made has it. */
  private static void swept(ObjectNode node, Swept swept) {
    if (swept.is()) {
      ObjectNode keys = node.putObject("swept").put("base", swept.base()).putObject("keys");
      swept.keys().forEach(keys::put);
    }
  }

  private static ObjectNode agent(Standing agent, Swept swept, List<Declared> metrics) {
    ObjectNode node = object();
    Optional<Standing> scored = Optional.of(agent).filter(Standing::scored);
    Optional<Estimate> mean = scored.map(Standing::mean);
    node.put("name", agent.name());
    node.put("type", agent.type());
    swept(node, swept);
    node.set("mean", number(mean.map(Estimate::mean).orElse(null)));
    node.set("ci95", interval(mean.flatMap(it -> it.interval(Figures.LEVEL))));
    node.set("iqm", number(scored.map(Standing::iqm).orElse(null)));
    node.set("iqm_ci95", interval(scored.flatMap(Standing::iqmInterval)));
    node.set("share_of_optimum", number(scored.flatMap(Standing::share).orElse(null)));
    node.set("optimality_gap", number(scored.flatMap(Standing::optimalityGap).orElse(null)));
    if (!metrics.isEmpty()) {
      ObjectNode values = node.putObject("metrics");
      metrics.forEach(metric -> values.set(metric.name(), estimate(agent.metric(metric.name()))));
    }
    node.put("completed", agent.completed().size());
    node.put("failed", agent.failed().size());
    ArrayNode trials = node.putArray("trials");
    trials(agent, metrics).values().forEach(trials::add);
    return node;
  }

  private static ObjectNode estimate(Optional<Estimate> mean) {
    return object()
        .<ObjectNode>set("mean", number(mean.map(Estimate::mean).orElse(null)))
        .set("ci95", interval(mean.flatMap(it -> it.interval(Figures.LEVEL))));
  }

  private static TreeMap<Integer, ObjectNode> trials(Standing agent, List<Declared> metrics) {
    TreeMap<Integer, ObjectNode> bySeed = new TreeMap<>(Comparator.naturalOrder());
    agent.completed().forEach(trial -> bySeed.put(trial.id().seed(), completed(trial, metrics)));
    agent.failed().forEach(trial -> bySeed.put(trial.id().seed(), failed(trial, metrics)));
    return bySeed;
  }

  private static ObjectNode completed(Completed trial, List<Declared> metrics) {
    Estimate reward = Estimate.of(trial.rewards());
    ObjectNode node = object();
    node.put("seed", trial.id().seed());
    node.put("status", "completed");
    node.set("score", JsonText.exact(trial.score()));
    node.put("digest", trial.digest());
    node.put("sessions", trial.rewards().length);
    node.set("mean_reward", number(reward.mean()));
    node.set("standard_error", number(reward.standardError()));
    node.set("mean_length", number(Arrays.stream(trial.lengths()).average().orElse(Double.NaN)));
    node.set("exact_value", number(trial.exactValue()));
    node.put("env_steps", trial.envSteps());
    node.put("updates", trial.updates());
    node.put("kept_epoch", trial.keptEpoch());
    node.put("engine", trial.engine());
    if (!metrics.isEmpty()) {
      ObjectNode values = node.putObject("metrics");
      metrics.forEach(it -> values.set(it.name(), number(trial.metrics().get(it.name()))));
    }
    ArrayNode curve = node.putArray("curve");
    trial.curve().forEach(checkpoint -> curve.add(checkpoint(checkpoint)));
    return node;
  }

  private static ObjectNode checkpoint(Checkpoint checkpoint) {
    ObjectNode node = object();
    node.put("epoch", checkpoint.epoch());
    node.put("env_steps", checkpoint.envSteps());
    node.put("updates", checkpoint.updates());
    node.set("mean_reward", number(checkpoint.meanReward()));
    node.set("standard_error", number(checkpoint.standardError()));
    node.set("exact_value", number(checkpoint.exactValue()));
    return node;
  }

  /** A failed trial has the fields of a completed one, all unknown, and the error. */
  private static ObjectNode failed(Failed trial, List<Declared> metrics) {
    ObjectNode node = object();
    node.put("seed", trial.id().seed());
    node.put("status", "failed");
    node.put("error", trial.error());
    for (String unknown :
        new String[] {
          "score",
          "digest",
          "sessions",
          "mean_reward",
          "standard_error",
          "mean_length",
          "exact_value",
          "env_steps",
          "updates",
          "kept_epoch",
          "engine"
        }) {
      node.putNull(unknown);
    }
    if (!metrics.isEmpty()) {
      node.putNull("metrics");
    }
    node.putArray("curve");
    return node;
  }

  private static JsonNode interval(Optional<Interval> interval) {
    return interval
        .<JsonNode>map(
            it -> JsonText.NODES.arrayNode().add(number(it.low())).add(number(it.high())))
        .orElse(JsonText.NODES.nullNode());
  }

  private static JsonNode number(Double value) {
    return JsonText.number(value, DIGITS);
  }

  private static ObjectNode object() {
    return JsonText.NODES.objectNode();
  }
}
