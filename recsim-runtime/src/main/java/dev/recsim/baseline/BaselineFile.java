package dev.recsim.baseline;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.baseline.Snapshot.Acceptance;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.baseline.rule.Margin;
import dev.recsim.io.Digest;
import dev.recsim.json.JsonText;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Power;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The committed file of a baseline: JSON, a line for each trial, so that {@code git diff} shows
 * what moved. The same snapshot gives the same bytes.
 *
 * <p>Its last line is a checksum of the lines before it: scores are recorded, never written by
 * hand.
 */
public final class BaselineFile {
  /** Grows when a field changes its meaning or goes. */
  public static final int SCHEMA_VERSION = 2;

  /** The oldest version that is read: it has no metrics. */
  private static final int OLDEST_VERSION = 1;

  private static final String CHECKSUM = ",\n \"checksum\": \"";
  private static final String CURE =
      "; take it back from git, or record it again with recsim:baseline";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private BaselineFile() {}

  /**
   * The text of the file.
   *
   * @throws IllegalArgumentException if an agent has fewer than 2 scores, or one that is no number
   */
  public static String render(Snapshot snapshot, Margin margin) {
    ObjectNode root = JsonText.NODES.objectNode();
    root.put("schema_version", SCHEMA_VERSION);
    root.put("experiment", snapshot.experiment());
    root.put("fingerprint", snapshot.fingerprint());
    ObjectNode margins = root.putObject("margin");
    if (margin.relative() != null) {
      margins.set("relative", JsonText.exact(margin.relative()));
    }
    if (margin.absolute() != null) {
      margins.set("absolute", JsonText.exact(margin.absolute()));
    }
    if (snapshot.optimum() != null) {
      root.set("optimum", JsonText.exact(snapshot.optimum()));
    }
    ArrayNode agents = root.putArray("agents");
    snapshot.agents().forEach(agent -> agents.add(agent(agent, margin)));
    ArrayNode accepted = root.putArray("accepted");
    snapshot.accepted().forEach(it -> accepted.add(acceptance(it)));
    ArrayNode lines = root.putArray("resolved");
    snapshot.resolved().lines().forEach(line -> lines.add(line));
    ObjectNode files = root.putObject("files");
    snapshot.files().forEach(files::put);
    String text = JsonText.pretty(root);
    String body = text.substring(0, text.length() - "\n}\n".length());
    return body + CHECKSUM + checksum(body) + "\"\n}\n";
  }

  private static ObjectNode acceptance(Acceptance it) {
    ObjectNode node = JsonText.NODES.objectNode();
    node.put("name", it.name());
    node.put("verdict", it.verdict().name());
    if (it.before() != null) {
      node.set("before", JsonText.number(it.before(), 9));
    }
    if (it.after() != null) {
      node.set("after", JsonText.number(it.after(), 9));
    }
    return node;
  }

  private static ObjectNode agent(AgentScores agent, Margin margin) {
    Estimate estimate = Estimate.of(agent.values());
    ObjectNode node = JsonText.NODES.objectNode();
    node.put("name", agent.name());
    node.put("type", agent.type());
    if (agent.oracle()) {
      node.put("oracle", true);
    }
    if (agent.engine() != null) {
      node.put("engine", agent.engine());
    }
    node.set("mean", JsonText.number(estimate.mean(), 9));
    node.set("standard_deviation", JsonText.number(estimate.standardDeviation(), 9));
    node.set("margin", JsonText.number(margin.around(estimate.mean()), 9));
    node.set(
        "detectable_drop", JsonText.number(Power.detectableDrop(agent.values(), Check.ALPHA), 9));
    ArrayNode trials = node.putArray("trials");
    for (SeedScore score : agent.scores()) {
      if (!Double.isFinite(score.score())) {
        throw new IllegalArgumentException(
            "seed " + score.seed() + " of " + agent.name() + " scored " + score.score());
      }
      ObjectNode trial = trials.addObject();
      trial.put("seed", score.seed()).put("digest", score.digest());
      trial.set("score", JsonText.exact(score.score()));
    }
    ObjectNode metrics = node.putObject("metrics");
    for (String metric : agent.metrics()) {
      ArrayNode values = metrics.putArray(metric);
      for (double value : agent.metric(metric, agent.seeds())) {
        values.add(Double.isFinite(value) ? JsonText.exact(value) : JsonText.NODES.nullNode());
      }
    }
    ArrayNode curve = node.putArray("curve");
    for (CurvePoint point : agent.curve()) {
      curve
          .addArray()
          .add(point.epoch())
          .add(JsonText.number(point.envSteps(), 9))
          .add(JsonText.number(point.mean(), 9));
    }
    return node;
  }

  /**
   * Reads the text of a file.
   *
   * <p>Line ends may have become those of Windows on the way through git.
   *
   * @throws InvalidBaseline if it is damaged, edited, or of another version
   */
  public static Snapshot parse(String text) throws InvalidBaseline {
    String unix = text.replace("\r\n", "\n");
    if (unix.isBlank()) {
      throw new InvalidBaseline("is empty" + CURE);
    }
    if (unix.contains("\n<<<<<<< ") || unix.startsWith("<<<<<<< ")) {
      throw new InvalidBaseline(
          "holds a merge conflict; take one side of it whole, or record it again with recsim:baseline");
    }
    JsonNode root = tree(unix);
    rejectOtherVersions(root.path("schema_version"));
    int end = unix.lastIndexOf(CHECKSUM);
    if (end < 0
        || !unix.substring(end).equals(CHECKSUM + checksum(unix.substring(0, end)) + "\"\n}\n")) {
      throw new InvalidBaseline("was changed by hand or is damaged" + CURE);
    }
    return snapshot(root);
  }

  private static JsonNode tree(String text) throws InvalidBaseline {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      String what = e instanceof JsonEOFException ? "is cut off" : "is damaged";
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new InvalidBaseline(what + where + CURE);
    }
  }

  private static void rejectOtherVersions(JsonNode version) throws InvalidBaseline {
    if (!version.isIntegralNumber()) {
      throw new InvalidBaseline("is not a baseline: it has no schema_version" + CURE);
    }
    BigInteger number = version.bigIntegerValue();
    boolean newer = number.compareTo(BigInteger.valueOf(SCHEMA_VERSION)) > 0;
    if (newer || number.compareTo(BigInteger.valueOf(OLDEST_VERSION)) < 0) {
      throw new InvalidBaseline(
          "is of version %s, and this recsim reads versions %d to %d; %s"
              .formatted(
                  number,
                  OLDEST_VERSION,
                  SCHEMA_VERSION,
                  newer
                      ? "use the recsim that wrote it, or a newer one"
                      : "record it again with recsim:baseline"));
    }
  }

  private static Snapshot snapshot(JsonNode root) throws InvalidBaseline {
    StringBuilder resolved = new StringBuilder();
    root.path("resolved").forEach(line -> resolved.append(line.asText()).append('\n'));
    SortedMap<String, String> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : root.path("files").properties()) {
      files.put(file.getKey(), file.getValue().asText());
    }
    List<AgentScores> agents = new ArrayList<>();
    for (JsonNode agent : root.path("agents")) {
      agents.add(agent(agent));
    }
    return new Snapshot(
        root.path("experiment").asText(),
        root.path("fingerprint").asText(),
        resolved.toString(),
        files,
        root.has("optimum") ? root.get("optimum").doubleValue() : null,
        agents,
        accepted(root.path("accepted")));
  }

  private static List<Acceptance> accepted(JsonNode list) throws InvalidBaseline {
    List<Acceptance> accepted = new ArrayList<>();
    for (JsonNode node : list) {
      try {
        accepted.add(
            new Acceptance(
                node.path("name").asText(),
                Outcome.valueOf(node.path("verdict").asText()),
                node.has("before") ? node.get("before").doubleValue() : null,
                node.has("after") ? node.get("after").doubleValue() : null));
      } catch (IllegalArgumentException e) {
        throw new InvalidBaseline("accepts an unknown verdict" + CURE);
      }
    }
    return accepted;
  }

  /** The metrics of the trial at this place of the list. */
  private static Map<String, Double> metrics(JsonNode node, int trial) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> metric : node.properties()) {
      metrics.put(metric.getKey(), metric.getValue().path(trial).asDouble(Double.NaN));
    }
    return metrics;
  }

  private static AgentScores agent(JsonNode node) throws InvalidBaseline {
    List<SeedScore> scores = new ArrayList<>();
    for (JsonNode trial : node.path("trials")) {
      if (!trial.path("seed").isInt()
          || !trial.path("score").isNumber()
          || !Double.isFinite(trial.get("score").doubleValue())
          || !trial.path("digest").isTextual()) {
        throw new InvalidBaseline("has a trial without seed, score or digest" + CURE);
      }
      scores.add(
          new SeedScore(
              trial.get("seed").intValue(),
              trial.get("score").doubleValue(),
              trial.get("digest").textValue(),
              metrics(node.path("metrics"), scores.size())));
    }
    List<CurvePoint> curve = new ArrayList<>();
    for (JsonNode point : node.path("curve")) {
      curve.add(
          new CurvePoint(
              point.path(0).asInt(), point.path(1).asDouble(), point.path(2).asDouble()));
    }
    return new AgentScores(
        node.path("name").asText(),
        node.path("type").asText(),
        node.path("oracle").asBoolean(),
        node.has("engine") ? node.get("engine").asText() : null,
        scores,
        new TreeMap<>(),
        curve);
  }

  private static String checksum(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
