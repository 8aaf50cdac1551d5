package dev.recsim.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.stats.Decimals;
import dev.recsim.stats.Interval;
import java.util.Locale;
import java.util.Optional;

/**
 * An object of JSON, written key by key. Values are text, numbers, records, collections, maps and
 * other objects. Numbers have 12 significant digits. An empty optional and a number that is not
 * finite are null.
 */
public final class JsonObject {
  private static final int DIGITS = 12;
  private static final RecordTree ROUNDED = new RecordTree(it -> JsonText.exact(rounded(it)));

  private final ObjectNode node = JsonText.NODES.objectNode();

  /** An object of one key. */
  public static JsonObject of(String key, Object value) {
    return new JsonObject().and(key, value);
  }

  /** Adds a key. */
  public JsonObject and(String key, Object value) {
    node.set(key, ROUNDED.of(value));
    return this;
  }

  /** Adds a key, unless there is no value. */
  public JsonObject andIf(String key, Optional<?> value) {
    JsonNode tree = ROUNDED.of(value);
    if (!tree.isNull()) {
      node.set(key, tree);
    }
    return this;
  }

  /** Adds a number that reads back to the bit; null if it is not finite. */
  public JsonObject exact(String key, double value) {
    node.set(key, JsonText.exact(value));
    return this;
  }

  /** Returns the text, ending with a newline. */
  public String text() {
    return JsonText.pretty(node);
  }

  JsonNode node() {
    return node;
  }

  /** Returns the number with 12 significant digits, as the nearest double. */
  public static double rounded(double value) {
    return Double.isFinite(value) ? Decimals.significant(value, DIGITS).doubleValue() : value;
  }

  /** Returns the interval with both ends rounded. */
  public static Interval rounded(Interval interval) {
    return new Interval(rounded(interval.low()), rounded(interval.high()));
  }

  /** Returns a constant as files name it: {@code no_baseline}. */
  public static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
