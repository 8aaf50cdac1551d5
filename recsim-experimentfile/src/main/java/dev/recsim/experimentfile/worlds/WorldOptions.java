package dev.recsim.experimentfile.worlds;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys of the section {@code in} of a claim that have a single value.
 *
 * @param draws null for the default
 * @param share of all worlds in which the claim must hold
 */
record WorldOptions(
    @Description(
            "Whether worlds are drawn from what the log leaves open. Default: true if the"
                + " environment was fitted as responses or markov_chain.")
        Boolean draws,
    @Description("Number of worlds.") @Range(min = 1, max = 10_000) int worlds,
    @Description("Share of all such worlds in which the claim must hold.")
        @Range(above = 0, below = 1)
        double share,
    @Description(
            "Whether agents are trained in each world: a claim about the algorithm, not about a policy.")
        boolean retrain,
    @Description("Seed of the worlds.") long seed) {
  static final WorldOptions DEFAULTS = new WorldOptions(null, 100, 0.9, false, 1);

  /** Largest standard deviation of hidden kinds. */
  static final double MOST_SIGMA = 10;

  static final String MODELS = "models";
  static final String RANGES = "ranges";
  static final String KINDS = "kinds";
  static final String NONE = "none";

  /** Returns the JSON Schema of the section. */
  static Map<String, Object> schema() {
    Map<String, Object> number = Shape.map("type", "number");
    Map<String, Object> sigma = new LinkedHashMap<>(number);
    sigma.put("minimum", BigDecimal.ZERO);
    sigma.put("maximum", BigDecimal.valueOf((long) MOST_SIGMA));
    Map<String, Object> names = Shape.map("type", "array", "items", Shape.map("type", "string"));
    Map<String, Object> properties =
        Shape.map(
            MODELS,
            described(
                "Other environments, in equal shares with that of the experiment: names of fitted"
                    + " environments in environments/, or a name for each environment.",
                "anyOf",
                List.of(names, mapping(Shape.map("$ref", "#/$defs/environment_section")))),
            RANGES,
            described(
                "Options of the environment by their keys, with dots, and the range of each: [low,"
                    + " high].",
                "anyOf",
                List.of(mapping(pair(number)))),
            KINDS,
            described(
                "Range of the standard deviation by which two hidden kinds of users differ, or"
                    + " none. Default: [0, 4] where it is applicable.",
                "anyOf",
                List.of(pair(sigma), Shape.map("const", NONE))));
    properties.putAll(RecordShape.of(DEFAULTS).properties(DEFAULTS));
    return Shape.map("type", "object", "properties", properties, "additionalProperties", false);
  }

  private static Map<String, Object> described(String description, String key, Object value) {
    return Shape.map("description", description, key, value);
  }

  private static Map<String, Object> mapping(Map<String, Object> values) {
    return Shape.map("type", "object", "additionalProperties", values);
  }

  private static Map<String, Object> pair(Map<String, Object> item) {
    BigDecimal two = BigDecimal.valueOf(2);
    return Shape.map("type", "array", "items", item, "minItems", two, "maxItems", two);
  }
}
