package dev.recsim.report.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.baseline.Change;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.json.JsonText;
import dev.recsim.stats.Interval;
import java.util.Locale;
import java.util.Optional;

/** A check as it stands in {@code results.json}, whose numbers have 12 significant digits. */
public final class CheckJson {
  private static final int DIGITS = 12;

  private CheckJson() {}

  /**
   * {@code outcome} is the worst there is, in lower case: {@code identical}, {@code holds}, {@code
   * no_baseline}, {@code undecided}, {@code incomplete}, {@code changed}, {@code damaged}, {@code
   * broken} or {@code regressed}.
   */
  public static ObjectNode of(CheckResult check) {
    ObjectNode node = JsonText.NODES.objectNode();
    node.put("outcome", Finding.of(check).key());
    node.put("summary", VerdictSections.sentence(check));
    node.put("problem", check.problem());
    ArrayNode changes = node.putArray("changes");
    check.changes().forEach(it -> changes.add(change(it)));
    ArrayNode agents = node.putArray("agents");
    check.comparisons().forEach(it -> agents.add(agent(it)));
    ArrayNode claims = node.putArray("claims");
    check.claims().forEach(it -> claims.add(claim(it)));
    return node;
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
    node.put("outcome", Finding.of(it.outcome()).key());
    node.put("method", it.method().name().toLowerCase(Locale.ROOT));
    node.put("seeds", it.seeds());
    node.put("baseline_seeds", it.baselineSeeds());
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
    node.put("outcome", Finding.of(it.outcome()).key());
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
