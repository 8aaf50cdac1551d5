package dev.recsim.experimentfile.ab;

import dev.recsim.experimentfile.rule.Claims;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.Better;
import dev.recsim.rule.Claim;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.GuardSpec;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads claims {@code by: ab}.
 *
 * @param arms control first
 * @param margin of metrics without a guard
 */
record AbClaims(
    Map<String, Double> arms,
    Map<String, AbMetric> metrics,
    List<GuardSpec> guards,
    Margin margin,
    Problems problems) {
  private static final String METRIC = "metric";
  private static final String BEATS = "beats";
  private static final String NOT_WORSE = "not_worse_than";
  private static final String MARGIN = "margin";
  private static final String EXAMPLE =
      "- <treatment>: {not_worse_than: <control>, metric: <metric>, by: ab}";

  /** The claims of a file; those that are wrong are left out, with the problems added. */
  List<ClaimSpec> read(Section root) {
    List<ClaimSpec> claims = new ArrayList<>();
    Optional<Node> node = root.value("claims");
    if (node.isEmpty()) {
      return claims;
    }
    if (!(node.get() instanceof SequenceNode list)) {
      problems.at(
          node.get(),
          "claims must be a list, not " + Nodes.describe(node.get()) + "; write " + EXAMPLE);
      return claims;
    }
    for (Node item : list.getValue()) {
      if (!(item instanceof MappingNode mapping) || mapping.getValue().size() != 1) {
        problems.at(item, "a claim is one treatment and what it must show; write " + EXAMPLE);
        continue;
      }
      NodeTuple entry = mapping.getValue().get(0);
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        continue; // Told already.
      }
      if (isTreatment(key)) {
        Section.of(entry.getValueNode(), key.getValue(), problems)
            .flatMap(section -> claim(key.getValue(), section))
            .ifPresent(it -> claims.add(new ClaimSpec(it, problems.line(key))));
      }
    }
    return claims;
  }

  private boolean isTreatment(ScalarNode key) {
    List<String> treatments = arms.keySet().stream().skip(1).toList();
    String name = key.getValue();
    if (!treatments.contains(name)) {
      problems.at(key, "\"" + name + "\" is no treatment" + Names.orThereAre(name, treatments));
    }
    return treatments.contains(name);
  }

  private Optional<Claim> claim(String arm, Section section) {
    if (!section.rejectUnknown(List.of(BEATS, NOT_WORSE, METRIC, MARGIN, Claims.BY), problems)) {
      return Optional.empty();
    }
    Optional<Node> by = section.required(Claims.BY, "\"by: ab\"", problems);
    if (by.isPresent()
        && !(by.get() instanceof ScalarNode it && it.getValue().equals(LiveTests.AB))) {
      return problems.none(
          by.get(), "by must be ab in a file with ab, not " + Nodes.describe(by.get()));
    }
    boolean beats = section.value(BEATS).isPresent();
    if (beats == section.value(NOT_WORSE).isPresent()) {
      return problems.none(
          section.node(),
          "%s must claim one of beats and not_worse_than; write %s".formatted(arm, EXAMPLE));
    }
    if (!ofControl(section.value(beats ? BEATS : NOT_WORSE).orElseThrow())) {
      return Optional.empty();
    }
    Optional<String> metric =
        section.required(METRIC, "\"metric: <name>\"", problems).flatMap(this::metric);
    return by.isEmpty() || metric.isEmpty()
        ? Optional.empty()
        : beats ? beats(arm, metric.get(), section) : notWorse(arm, metric.get(), section);
  }

  private boolean ofControl(Node other) {
    boolean control = other instanceof ScalarNode it && it.getValue().equals(control());
    if (!control) {
      problems.at(
          other,
          "a treatment is compared with the first arm, %s, which is the control"
              .formatted(control()));
    }
    return control;
  }

  private String control() {
    return arms.isEmpty() ? "<control>" : arms.keySet().iterator().next();
  }

  private Optional<String> metric(Node node) {
    String name = node instanceof ScalarNode text ? text.getValue() : "";
    return metrics.containsKey(name)
        ? Optional.of(name)
        : problems.none(
            node, "\"" + name + "\" is no metric of ab" + Names.orThereAre(name, metrics.keySet()));
  }

  private Optional<Claim> beats(String arm, String metric, Section section) {
    Optional<Node> margin = section.value(MARGIN);
    return margin.isPresent()
        ? problems.none(margin.get(), MARGIN + " is that of " + NOT_WORSE + "; remove it")
        : Optional.of(new Claim.Beats(arm, quantity(metric, null), control()));
  }

  private Optional<Claim> notWorse(String arm, String metric, Section section) {
    Optional<Node> own = section.value(MARGIN);
    Optional<Margin> given =
        own.isPresent()
            ? Claims.MARGIN_SHAPE.read(own.get(), MARGIN, problems).map(Margin.class::cast)
            : guards.stream()
                .map(GuardSpec::guard)
                .filter(it -> it.metric().equals(metric))
                .map(Quantity::margin)
                .findFirst()
                .or(() -> Optional.of(margin));
    return given.map(it -> new Claim.NotWorseThan(arm, quantity(metric, it), control()));
  }

  private Quantity quantity(String metric, Margin margin) {
    return new Quantity(metric, metrics.get(metric).better() == Better.LOWER, margin);
  }
}
