package dev.recsim.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a run came to from its {@code results.json}. */
public final class ResultsSnapshot {
  private static final String CURE = "; recsim:report writes it anew from the stored trials";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ResultsSnapshot() {}

  /**
   * Reads the text of a {@code results.json}; fields it does not know are passed over.
   *
   * @throws IllegalArgumentException if it is damaged, of another version, or lacks what an earlier
   *     recsim did not write; the message goes on from the file's name and says what to do
   */
  public static Snapshot parse(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("is damaged" + CURE, e);
    }
    if (root.path("schema_version").asInt() != ResultsJson.SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "is not a results.json of schema_version " + ResultsJson.SCHEMA_VERSION + CURE);
    }
    SortedMap<String, String> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : member(root, "files").properties()) {
      files.put(file.getKey(), file.getValue().asText());
    }
    JsonNode optimum = member(root, "exact").path("optimal");
    List<AgentScores> agents = new ArrayList<>();
    member(root, "agents").forEach(agent -> agents.add(agent(agent)));
    return new Snapshot(
        member(root, "experiment").asText(),
        member(root, "fingerprint").asText(),
        member(root, "resolved").asText(),
        files,
        optimum.isNumber() ? optimum.doubleValue() : null,
        agents,
        List.of());
  }

  private static AgentScores agent(JsonNode node) {
    List<SeedScore> scores = new ArrayList<>();
    SortedMap<Integer, String> failed = new TreeMap<>();
    SortedMap<Integer, List<JsonNode>> byEpoch = new TreeMap<>();
    String engine = null;
    for (JsonNode trial : member(node, "trials")) {
      int seed = member(trial, "seed").asInt();
      double score = member(trial, "score").asDouble(Double.NaN);
      if (Double.isFinite(score)) {
        scores.add(new SeedScore(seed, score, member(trial, "digest").asText(), metrics(trial)));
        engine = engine == null ? trial.path("engine").textValue() : engine;
        for (JsonNode point : trial.path("curve")) {
          int epoch = point.path("epoch").asInt();
          byEpoch.computeIfAbsent(epoch, each -> new ArrayList<>()).add(point);
        }
      } else {
        failed.put(seed, trial.path("error").asText("no score"));
      }
    }
    scores.sort(Comparator.comparingInt(SeedScore::seed));
    return new AgentScores(
        member(node, "name").asText(),
        member(node, "type").asText(),
        false,
        engine,
        scores,
        failed,
        curve(byEpoch));
  }

  private static Map<String, Double> metrics(JsonNode trial) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    trial
        .path("metrics")
        .properties()
        .forEach(it -> metrics.put(it.getKey(), it.getValue().asDouble(Double.NaN)));
    return metrics;
  }

  private static List<CurvePoint> curve(SortedMap<Integer, List<JsonNode>> byEpoch) {
    List<CurvePoint> curve = new ArrayList<>();
    byEpoch.forEach(
        (epoch, points) -> {
          double[] values =
              points.stream()
                  .map(
                      it ->
                          it.path(
                              it.path("exact_value").isNumber() ? "exact_value" : "mean_reward"))
                  .filter(JsonNode::isNumber)
                  .mapToDouble(JsonNode::doubleValue)
                  .toArray();
          if (values.length > 0) {
            double steps =
                points.stream().mapToLong(it -> it.path("env_steps").asLong()).average().orElse(0);
            curve.add(new CurvePoint(epoch, steps, Estimate.of(values).mean()));
          }
        });
    return curve;
  }

  private static JsonNode member(JsonNode node, String name) {
    JsonNode member = node.get(name);
    if (member == null) {
      throw new IllegalArgumentException("has no " + name + CURE);
    }
    return member;
  }
}
