package dev.recsim.experimentfile.fits;

import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.experimentfile.ExperimentSchema;
import dev.recsim.experimentfile.evaluation.LogsSection;
import dev.recsim.fit.log.EnvironmentPlan.Counterfactual;
import dev.recsim.logs.LogOptions;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads {@code counterfactual}, logs of other policies, which have the columns of the fit's log
 * unless they have their own.
 *
 * @param fitted the fit's log
 */
record CounterfactualReader(Problems problems, LogOptions fitted) {
  static final String KEY = "counterfactual";
  private static final String LOGS = "logs";

  /** What a log of another policy must reach. */
  record Tolerance(
      @Description(
              "Largest relative gap between the mean reward that the environment predicts for the"
                  + " policy of a log and that in the log.")
          @Default("0.05")
          @Range(above = 0, max = 1)
          double gap,
      @Description(
              "Number of sessions that are simulated for the mean reward, in environments that have"
                  + " no exact values. Default: as many as the log has, but at least 20,000.")
          @Range(min = 100)
          Integer sessions) {}

  private static final Tolerance DEFAULTS = Options.defaults(Tolerance.class);

  /** Reads the section of that which it is a key of. */
  Counterfactual read(Optional<Node> parent) {
    Optional<Section> section =
        parent
            .filter(MappingNode.class::isInstance)
            .flatMap(node -> new Section((MappingNode) node).value(KEY))
            .flatMap(node -> Section.of(node, KEY, problems));
    Optional<Tolerance> tolerance =
        section.flatMap(
            it ->
                RecordShape.of(DEFAULTS)
                    .readOver(it, DEFAULTS, List.of(LOGS), KEY + ".", problems));
    Map<String, LogOptions> logs = new LinkedHashMap<>();
    section
        .flatMap(it -> it.required(LOGS, "\"logs: {week41-b: {file: <log>.csv}}\"", problems))
        .flatMap(node -> Section.of(node, KEY + "." + LOGS, problems))
        .ifPresent(it -> it.entries().forEach(entry -> log(entry, logs)));
    return tolerance
        .map(it -> new Counterfactual(it.gap(), it.sessions(), logs))
        .orElse(Counterfactual.NONE);
  }

  private void log(NodeTuple entry, Map<String, LogOptions> logs) {
    String name = ((ScalarNode) entry.getKeyNode()).getValue();
    Names.problem(name).ifPresent(it -> problems.at(entry.getKeyNode(), "the log's " + it));
    String label = KEY + "." + LOGS + "." + name;
    LogOptions defaults =
        new LogOptions(
            null,
            fitted.columns(),
            fitted.separator(),
            fitted.listSeparator(),
            fitted.maxExcluded());
    Section.of(entry.getValueNode(), label, problems)
        .ifPresent(
            section ->
                LogsSection.read(section, label, defaults, problems)
                    .ifPresent(it -> logs.put(name, it)));
  }

  /** The key with its value; empty without logs. */
  static Map<String, Object> tree(Counterfactual counterfactual) {
    if (counterfactual.logs().isEmpty()) {
      return Map.of();
    }
    Map<String, Object> logs = new LinkedHashMap<>();
    counterfactual.logs().forEach((name, log) -> logs.put(name, RecordShape.of(log).tree(log)));
    Tolerance tolerance = new Tolerance(counterfactual.gap(), counterfactual.sessions());
    Map<String, Object> tree = RecordShape.of(tolerance).tree(tolerance);
    tree.put(LOGS, logs);
    return Map.of(KEY, tree);
  }

  /** The schema of the section. */
  static Map<String, Object> schema() {
    Map<String, Object> log = ExperimentSchema.options(LogOptions.DEFAULTS, Map.of());
    log.put("required", List.of("file"));
    Map<String, Object> logs =
        Shape.map(
            "description",
            "Logs of other policies by name. Columns are those of the fit's log unless written.",
            "type",
            "object",
            "propertyNames",
            Shape.map("pattern", Names.NAME),
            "additionalProperties",
            log);
    Map<String, Object> schema = ExperimentSchema.options(DEFAULTS, Shape.map(LOGS, logs));
    schema.put(
        "description", "Logs of other policies, whose rewards the environment must predict.");
    schema.put("required", List.of(LOGS));
    return schema;
  }
}
