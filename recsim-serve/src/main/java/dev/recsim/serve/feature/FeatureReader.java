package dev.recsim.serve.feature;

import dev.recsim.serve.feature.FeatureCounts.Event;
import dev.recsim.serve.feature.FeatureRule.Action;
import dev.recsim.serve.feature.FeatureRule.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts features in the order of a policy, by rules. Immutable but for its counts; thread-safe. */
public final class FeatureReader {
  private final String whose;
  private final KnownFeature[] known;
  private final FeatureRule[] rules;
  private final Set<String> names = new HashSet<>();
  private final Map<String, FeatureRule> byName;
  private final FeatureRule others;
  private final FeatureCounts counts;

  /**
   * Creates a reader.
   *
   * @param whose features they are, for messages: user or document
   * @param known features in their order
   * @param rules by name
   * @param others the rule of features without one
   * @param counts what was wrong
   */
  public FeatureReader(
      String whose,
      List<KnownFeature> known,
      Map<String, FeatureRule> rules,
      FeatureRule others,
      FeatureCounts counts) {
    this.whose = whose;
    this.known = known.toArray(KnownFeature[]::new);
    this.byName = Map.copyOf(rules);
    this.others = others;
    this.rules = known.stream().map(it -> rule(it.name())).toArray(FeatureRule[]::new);
    known.forEach(it -> names.add(it.name()));
    this.counts = counts;
  }

  private FeatureRule rule(String name) {
    return byName.getOrDefault(name, others);
  }

  /** {@return the names of the features in their order} */
  public List<String> names() {
    return Arrays.stream(known).map(KnownFeature::name).toList();
  }

  /**
   * {@return the values in the order of the policy}
   *
   * @param given values by name; null for none
   * @param id of the document, for messages; null for the user
   * @throws IllegalArgumentException if a rule refuses; says which feature and what to do
   */
  public double[] read(Map<String, Double> given, String id) {
    Map<String, Double> features = given == null ? Map.of() : given;
    double[] values = new double[known.length];
    int found = 0;
    for (int i = 0; i < values.length; i++) {
      Double value = features.get(known[i].name());
      found += value == null && !features.containsKey(known[i].name()) ? 0 : 1;
      values[i] = value == null ? missing(i, id) : checked(i, value, id);
    }
    if (found < features.size()) {
      unknown(features, id);
    }
    return values;
  }

  private double missing(int i, String id) {
    counts.add(known[i].name(), Event.MISSING);
    Action action = rules[i].missing();
    if (action.kind() != Kind.DEFAULT) {
      throw refused(known[i].name(), id, "is missing", "missing");
    }
    return action.value();
  }

  private double checked(int i, double value, String id) {
    KnownFeature it = known[i];
    if (value >= it.min() && value <= it.max()) {
      return value;
    }
    if (!Double.isFinite(value)) {
      counts.add(it.name(), Event.NOT_A_NUMBER);
      if (rules[i].notANumber().kind() != Kind.DEFAULT) {
        throw refused(it.name(), id, "is " + value, "not_a_number");
      }
      return rules[i].notANumber().value();
    }
    counts.add(it.name(), Event.OUT_OF_RANGE);
    Action action = rules[i].outOfRange();
    return switch (action.kind()) {
      case REFUSE ->
          throw refused(
              it.name(),
              id,
              "is %s, outside of the range seen in training, %s to %s"
                  .formatted(value, it.min(), it.max()),
              "out_of_range");
      case DEFAULT -> action.value();
      case CLAMP -> Math.max(it.min(), Math.min(it.max(), value));
      case IGNORE -> value;
    };
  }

  private void unknown(Map<String, Double> given, String id) {
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        counts.add(name, Event.UNKNOWN);
        if (rule(name).unknown().kind() == Kind.REFUSE) {
          throw refused(name, id, "is not known to the policy, which knows " + names(), "unknown");
        }
      }
    }
  }

  /**
   * {@return whether a rule of its own says that a feature may be unknown}
   *
   * @param name of the feature
   */
  public boolean mayBeUnknown(String name) {
    FeatureRule own = byName.get(name);
    return names.contains(name) || own != null && own.unknown().kind() == Kind.IGNORE;
  }

  private IllegalArgumentException refused(String name, String id, String what, String rule) {
    return new IllegalArgumentException(
        "feature %s of %s %s; send it, or give it a rule for %s"
            .formatted(name, id == null ? "the " + whose : whose + " " + id, what, rule));
  }
}
