package dev.recsim.experimentfile.evaluation;

import dev.recsim.logs.LogOptions;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.RecordShape;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the section of a log. */
public final class LogsSection {
  private static final String SERVED = "served";

  private LogsSection() {}

  /**
   * Reads the section; empty if something is invalid, with the problems added.
   *
   * @param label of its keys in messages
   * @param defaults of keys that are missing
   */
  public static Optional<LogOptions> read(
      Section section, String label, LogOptions defaults, Problems problems) {
    boolean served =
        section
            .value("type")
            .filter(node -> node instanceof ScalarNode text && text.getValue().equals(SERVED))
            .isPresent();
    if (served) {
      section.required("folder", "\"folder: ../served\"", problems);
    } else {
      section.required("file", "\"file: <log>.csv\"", problems);
    }
    LogOptions base = served ? LogOptions.DEFAULTS : defaults;
    return RecordShape.of(base).readOver(section, base, List.of(), label + ".", problems);
  }
}
