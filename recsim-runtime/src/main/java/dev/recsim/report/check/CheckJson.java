package dev.recsim.report.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.baseline.Change;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.json.JsonText;
import dev.recsim.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A check as it stands in {@code results.json}, whose numbers have 12 significant digits. */
public final class CheckJson {
  private static final int DIGITS = 12;

  private CheckJson() {}

  /** A verdict as {@code results.json} has it: {@code no_baseline}. */
  static String key(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  /** The verdict of a key; empty if the key is of another version. */
  public static Optional<Outcome> outcome(String key) {
    return Arrays.stream(Outcome.values()).filter(it -> key(it).equals(key)).findFirst();
  }

  /**
   * The fields; {@code outcome} is the worst there is, {@code rule} what the recorded rule says
   * where the current one is more lenient.
   */
  public static ObjectNode of(CheckResult check) {
    ObjectNode node = JsonText.NODES.objectNode();
    node.put("outcome", key(check.worst()));
    node.put("summary", CheckSections.sentence(check));
    node.put("problem", check.problem());
    ArrayNode changes = node.putArray("changes");
    check.changes().forEach(it -> changes.add(change(it)));
    verdicts(node, check.comparisons(), check.claims());
    check
        .weakening()
        .ifPresent(it -> verdicts(node.putObject("rule"), it.comparisons(), it.claims()));
    ArrayNode scores = node.putArray("arena_scores");
    check
        .arenaScores()
        .forEach(
            it -> {
              ObjectNode score = scores.addObject().put("name", it.agent());
              score.set("baseline", number(it.baseline()));
              score.set("current", number(it.current()));
            });
    return node;
  }

  private static void verdicts(
      ObjectNode node, List<Comparison> comparisons, List<ClaimResult> claims) {
    ArrayNode agents = node.putArray("agents");
    comparisons.forEach(it -> agents.add(agent(it)));
    ArrayNode tested = node.putArray("claims");
    claims.forEach(it -> tested.add(claim(it)));
  }

  private static ObjectNode change(Change change) {
    return JsonText.NODES
        .objectNode()
        .put("key", change.key())
        .put("before", change.before())
        .put("after", change.after());
  }

  private static ObjectNode agent(Comparison it) {
    ObjectNode node = JsonText.NODES.objectNode();
    node.put("name", it.agent());
    node.put("outcome", key(it.outcome()));
    ArrayNode changes = node.putArray("changes");
    it.changes().forEach(change -> changes.add(change(change)));
    node.put("method", it.method().name().toLowerCase(Locale.ROOT));
    node.put("seeds", it.seeds());
    node.put("baseline_seeds", it.baselineSeeds());
    node.put("best", it.best());
    node.set("baseline", number(it.baseline()));
    node.set("current", number(it.current()));
    node.set("difference", number(it.difference()));
    node.set("bounds", interval(it.bounds()));
    node.set("alpha", number(it.alpha()));
    node.set("margin", number(it.margin()));
    node.put("problem", it.problem());
    return node;
  }

  private static ObjectNode claim(ClaimResult it) {
    ObjectNode node = JsonText.NODES.objectNode();
    node.put("claim", it.claim().text());
    node.put("outcome", key(it.outcome()));
    node.put("seeds", it.seeds());
    node.set("value", number(it.value()));
    node.set("bounds", interval(it.bounds()));
    node.set("alpha", number(it.alpha()));
    node.set("threshold", number(it.threshold()));
    node.put("problem", it.problem());
    return node;
  }

  private static JsonNode interval(Optional<Interval> bounds) {
    return bounds
        .<JsonNode>map(
            it -> JsonText.NODES.arrayNode().add(number(it.low())).add(number(it.high())))
        .orElse(JsonText.NODES.nullNode());
  }

  private static JsonNode number(double value) {
    return JsonText.number(value, DIGITS);
  }
}
