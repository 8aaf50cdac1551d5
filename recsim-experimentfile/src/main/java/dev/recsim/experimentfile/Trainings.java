package dev.recsim.experimentfile;

import dev.recsim.trial.schedule.AutoTraining;
import dev.recsim.trial.schedule.Training;
import dev.recsim.trial.schedule.TrainingMode;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The section {@code training} of an experiment or an agent: {@code auto}, a mapping with keys of
 * {@link AutoTraining}, or a mapping with keys of {@link Training}.
 */
final class Trainings {
  private static final String KEY = "training";
  private static final String AUTO = "auto";

  /** The keys of a declared schedule. */
  private static final List<String> KEYS = RecordShape.of(Training.DEFAULTS).keys();

  private Trainings() {}

  /**
   * Reads the section.
   *
   * @param fallback used if the section is missing, and for keys that it does not have
   * @return empty if it is invalid, with the problems added
   */
  static Optional<TrainingMode> read(Section parent, TrainingMode fallback, Problems problems) {
    Optional<Node> node = parent.value(KEY);
    if (node.isEmpty()) {
      return Optional.of(fallback);
    }
    if (node.get() instanceof ScalarNode scalar && scalar.getValue().equals(AUTO)) {
      return Optional.of(AutoTraining.DEFAULTS);
    }
    return Section.of(node.get(), KEY, "auto or a mapping", problems)
        .flatMap(section -> readMapping(section, fallback, problems));
  }

  private static Optional<TrainingMode> readMapping(
      Section section, TrainingMode fallback, Problems problems) {
    boolean declared = KEYS.stream().anyMatch(key -> section.value(key).isPresent());
    boolean auto =
        RecordShape.of(AutoTraining.DEFAULTS).keys().stream()
            .anyMatch(key -> section.value(key).isPresent());
    if (declared && auto) {
      problems.at(
          section.node(),
          "training has env_steps or updates, the bounds of automatic training, and keys of a"
              + " declared schedule; keep the bounds or the others");
      return Optional.empty();
    }
    TrainingMode over = auto ? AutoTraining.DEFAULTS : Training.DEFAULTS;
    boolean same = !auto && !declared || over.getClass() == fallback.getClass();
    Record record = (Record) (same ? fallback : over);
    List<String> others = record instanceof AutoTraining ? KEYS : List.of();
    return RecordShape.of(record)
        .readOver(section, record, others, "", problems)
        .map(TrainingMode.class::cast);
  }

  /** Returns the section as a tree that reads back equal. */
  static Object tree(TrainingMode mode) {
    RecordShape shape = RecordShape.of((Record) mode);
    Map<String, Object> tree = shape.tree(mode);
    return mode instanceof AutoTraining && tree.equals(shape.tree(AutoTraining.DEFAULTS))
        ? AUTO
        : tree;
  }

  /** Returns the section as a tree without defaults. */
  static Object declared(TrainingMode mode) {
    Record defaults = mode instanceof AutoTraining ? AutoTraining.DEFAULTS : Training.DEFAULTS;
    return mode.equals(AutoTraining.DEFAULTS)
        ? AUTO
        : RecordShape.of(defaults).declared((Record) mode, defaults);
  }

  /** Returns the keys of both mappings. */
  static List<String> keys() {
    List<String> keys = new ArrayList<>(RecordShape.of(AutoTraining.DEFAULTS).keys());
    keys.addAll(KEYS);
    return keys;
  }

  /** Returns the JSON Schema of the section. */
  static Map<String, Object> schema() {
    Map<String, Object> keys = RecordShape.of(AutoTraining.DEFAULTS).properties(null);
    keys.putAll(RecordShape.of(Training.DEFAULTS).properties(Training.DEFAULTS));
    Map<String, Object> mapping =
        Shape.map("type", "object", "properties", keys, "additionalProperties", false);
    return Shape.map("anyOf", List.of(Shape.map("const", AUTO), mapping), "default", AUTO);
  }
}
