package dev.recsim.experimentfile.rule;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.experimentfile.rule.MetricDirections.Direction;
import dev.recsim.rule.GuardSpec;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The section {@code guard} of {@code baseline}: {@code <metric>: <margin>}. */
public record Guards(MetricDirections directions, Problems problems) {
  /** Key of the section. */
  public static final String GUARD = "guard";

  private static final RecordShape SHAPE = RecordShape.of(Options.class, null);

  /** The margin of a guard, and the direction if the metric declares none. */
  record Options(
      @Description("Share of the mean in the baseline, for example 0.05.")
          @Range(above = 0, below = 1)
          Double relative,
      @Description("In units of the metric.") @Range(above = 0) Double absolute,
      @Description("The better direction. Needed only if the metric does not declare it.")
          Direction better) {
    Options {
      new Margin(relative, absolute);
    }

    static Options of(Quantity guard) {
      return new Options(
          guard.margin().relative(),
          guard.margin().absolute(),
          guard.lowerIsBetter() ? Direction.LOWER : Direction.HIGHER);
    }

    Margin margin() {
      return new Margin(relative, absolute);
    }
  }

  /** The guards of an experiment; those that are wrong are left out, with the problems added. */
  public List<GuardSpec> read(Section root) {
    List<GuardSpec> guards = new ArrayList<>();
    root.value("baseline")
        .filter(MappingNode.class::isInstance)
        .map(node -> new Section((MappingNode) node))
        .flatMap(section -> section.value(GUARD))
        .flatMap(node -> Section.of(node, GUARD, problems))
        .ifPresent(
            section -> section.entries().forEach(entry -> guard(entry).ifPresent(guards::add)));
    return guards;
  }

  private Optional<GuardSpec> guard(NodeTuple entry) {
    Node key = entry.getKeyNode();
    String metric = ((ScalarNode) key).getValue();
    if (directions.names().filter(known -> !known.contains(metric)).isPresent()) {
      List<String> known = directions.names().get();
      return problems.none(
          key,
          "\"%s\" is no metric of this experiment%s"
              .formatted(
                  metric,
                  known.isEmpty()
                      ? ", which has none; add it under metrics"
                      : Names.hint(metric, known)));
    }
    return SHAPE
        .read(entry.getValueNode(), metric, problems)
        .map(Options.class::cast)
        .flatMap(
            options ->
                directions
                    .lowerIsBetter(key, metric, options.better(), problems)
                    .map(lower -> new Quantity(metric, lower, options.margin())))
        .map(guard -> new GuardSpec(guard, problems.line(key)));
  }

  /** Guards as a tree. */
  public static Map<String, Object> tree(List<GuardSpec> guards) {
    Map<String, Object> tree = new LinkedHashMap<>();
    guards.forEach(it -> tree.put(it.guard().metric(), SHAPE.tree(Options.of(it.guard()))));
    return tree;
  }

  /** JSON Schema of the section. */
  public static Map<String, Object> schema() {
    return Shape.map(
        "description",
        "Metrics that no agent may lose, each with the loss from the baseline that is tolerated.",
        "type",
        "object",
        "additionalProperties",
        SHAPE.schema());
  }
}
