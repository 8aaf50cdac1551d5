package dev.recsim.app.ab;

import dev.recsim.experimentfile.rule.Claims;
import dev.recsim.io.Digest;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbSection;
import dev.recsim.live.options.AbSection.Segment;
import dev.recsim.logs.LogOptions;
import dev.recsim.rule.Claim;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.Margin;
import dev.recsim.yaml.YamlTree;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a live test was declared to be before its first look: all that verdicts depend on, besides
 * the data. Its digest is that of YAML with sorted keys and without defaults, so that a version of
 * recsim with more options has the same digest.
 */
final class TestDefinition {
  /** Where the data are, and what is done with the verdicts. */
  private static final List<String> ELSEWHERE =
      List.of(
          "file",
          "columns",
          "rows",
          "gate",
          "predicted_by",
          "history",
          "plan_from",
          "units_per_day");

  private static final List<String> LOG_ELSEWHERE =
      List.of("type", "folder", "catalogue", "from", "to");

  private static final RecordShape METRIC = RecordShape.of(AbMetric.class, null);

  private TestDefinition() {}

  /** The digest of a test that is judged with this error rate. */
  static String digest(AbSection it, double alpha) {
    return Digest.of(text(it, alpha));
  }

  /** The text of the digest. */
  static String text(AbSection it, double alpha) {
    Map<String, Object> tree = declared(it.options(), AbOptions.DEFAULTS, ELSEWHERE);
    tree.put("alpha", number(alpha));
    tree.put("control", it.control());
    Map<String, Object> arms = new TreeMap<>();
    it.arms().forEach((arm, share) -> arms.put(arm, number(share)));
    tree.put("arms", arms);
    Map<String, Object> metrics = new TreeMap<>();
    it.metrics().forEach((name, metric) -> metrics.put(name, METRIC.declared(metric)));
    tree.put("metrics", metrics);
    it.logs()
        .ifPresent(logs -> tree.put("logs", declared(logs, LogOptions.DEFAULTS, LOG_ELSEWHERE)));
    if (!it.goals().margin().equals(Margin.DEFAULTS)) {
      tree.put("margin", margin(it.goals().margin()));
    }
    Map<String, Object> guards = new TreeMap<>();
    it.goals()
        .guards()
        .forEach(spec -> guards.put(spec.guard().metric(), margin(spec.guard().margin())));
    tree.put("guards", guards);
    tree.put("claims", claims(it));
    List<String> segments =
        it.segments().stream().filter(each -> !each.exploration()).map(Segment::name).toList();
    tree.put("segments", segments.stream().sorted().toList());
    tree.values().removeIf(value -> value.equals(Map.of()) || value.equals(List.of()));
    return YamlTree.canonical(tree);
  }

  private static Map<String, Object> declared(Record options, Record defaults, List<String> not) {
    Map<String, Object> tree = RecordShape.of(options).declared(options, defaults);
    tree.keySet().removeAll(not);
    return tree;
  }

  /** By arm, metric and kind, each with its own margin. */
  private static Map<String, Map<String, Map<String, Object>>> claims(AbSection it) {
    Map<String, Map<String, Map<String, Object>>> claims = new TreeMap<>();
    for (ClaimSpec spec : it.goals().claims()) {
      Claim.OfTwo claim = (Claim.OfTwo) spec.claim();
      Optional<Margin> own =
          Optional.ofNullable(claim.of().margin())
              .filter(margin -> !margin.equals(it.goals().margin()));
      claims
          .computeIfAbsent(claim.agent(), arm -> new TreeMap<>())
          .computeIfAbsent(claim.of().metric(), metric -> new TreeMap<>())
          .put(
              claim instanceof Claim.Beats ? "beats" : "not_worse_than",
              own.map(TestDefinition::margin).orElse(Map.of()));
    }
    return claims;
  }

  private static Object margin(Margin margin) {
    return Claims.MARGIN_SHAPE.declared(margin);
  }

  private static Object number(double value) {
    return Shape.of(double.class, null).tree(value);
  }
}
