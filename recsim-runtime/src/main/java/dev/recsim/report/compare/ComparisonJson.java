package dev.recsim.report.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.baseline.Change;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.Plain;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code compare.json}: the same two sides give the same bytes on every JVM.
 *
 * <p>Figures have 12 significant digits and are null where there are none; scores read back to the
 * bit. A difference is head less base. {@code verdict} of an agent is one of {@link Word}, in lower
 * case; {@code method} one of {@code exact}, {@code paired}, {@code welch}, {@code none}.
 */
public final class ComparisonJson {
  /** Grows when a field changes its meaning or goes. */
  public static final int SCHEMA_VERSION = 1;

  private static final int DIGITS = 12;

  private ComparisonJson() {}

  /** The comparison as JSON, ending with a newline. */
  public static String render(RunComparison runs) {
    Sentences sentences = new Sentences(runs, Plain::line);
    ObjectNode root = JsonText.NODES.objectNode();
    root.put("schema_version", SCHEMA_VERSION);
    root.put("base", runs.base());
    root.put("head", runs.head());
    root.put("headline", sentences.headline());
    root.put("detail", sentences.detail());
    root.set("level", number(1 - 2 * runs.alpha()));
    ArrayNode experiments = root.putArray("experiments");
    runs.experiments().forEach(it -> experiments.add(experiment(it)));
    return JsonText.pretty(root);
  }

  private static ObjectNode experiment(ExperimentComparison experiment) {
    ObjectNode node = JsonText.NODES.objectNode();
    node.put("experiment", experiment.name());
    node.set("base", part(experiment.base()));
    node.set("head", part(experiment.head()));
    ArrayNode changes = node.putArray("changes");
    for (Change change : experiment.changes()) {
      changes
          .addObject()
          .put("key", change.key())
          .put("base", change.before())
          .put("head", change.after());
    }
    ArrayNode agents = node.putArray("agents");
    experiment.agents().forEach(it -> agents.add(agent(it)));
    return node;
  }

  private static JsonNode part(Side.Part part) {
    return part == null
        ? JsonText.NODES.nullNode()
        : JsonText.NODES
            .objectNode()
            .put("origin", part.origin())
            .put("fingerprint", part.snapshot().fingerprint());
  }

  private static ObjectNode agent(AgentDifference agent) {
    ObjectNode node = JsonText.NODES.objectNode();
    node.put("agent", agent.agent());
    node.put("verdict", agent.word().text());
    node.put("method", agent.method().name().toLowerCase(java.util.Locale.ROOT));
    node.set("base", number(agent.baseMean()));
    node.set("head", number(agent.headMean()));
    node.set("difference", number(agent.difference()));
    node.set(
        "interval",
        agent
            .interval()
            .<JsonNode>map(
                it -> JsonText.NODES.arrayNode().add(number(it.low())).add(number(it.high())))
            .orElse(JsonText.NODES.nullNode()));
    node.put("base_seeds", agent.baseSeeds());
    node.put("head_seeds", agent.headSeeds());
    node.put("note", agent.note());
    ArrayNode trials = node.putArray("trials");
    Map<Integer, Double> before = scores(agent.base());
    Map<Integer, Double> after = scores(agent.head());
    TreeSet<Integer> seeds = new TreeSet<>(before.keySet());
    seeds.addAll(after.keySet());
    for (int seed : seeds) {
      ObjectNode trial = trials.addObject().put("seed", seed);
      trial.set("base", exact(before.get(seed)));
      trial.set("head", exact(after.get(seed)));
    }
    return node;
  }

  /** Scores by seed; none of an agent that is not there. */
  static Map<Integer, Double> scores(AgentScores agent) {
    Map<Integer, Double> scores = new TreeMap<>();
    if (agent != null) {
      for (SeedScore score : agent.scores()) {
        scores.put(score.seed(), score.score());
      }
    }
    return scores;
  }

  private static JsonNode exact(Double score) {
    return score == null ? JsonText.NODES.nullNode() : JsonText.exact(score);
  }

  private static JsonNode number(double value) {
    return JsonText.number(value, DIGITS);
  }
}
