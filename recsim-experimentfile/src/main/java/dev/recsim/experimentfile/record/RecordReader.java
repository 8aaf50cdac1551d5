package dev.recsim.experimentfile.record;

import dev.recsim.api.Options;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.YamlFile;
import dev.recsim.yaml.binding.RecordShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the declaration of a record of predictions and outcomes. */
public final class RecordReader {
  private static final String EXPERIMENT = "experiment";
  private static final String METRIC = "metric";

  private RecordReader() {}

  /**
   * Reads a file and the experiment that it names.
   *
   * @param home the folder of all experiments
   * @throws InvalidExperiment with all problems of the file, or of the experiment
   */
  public static RecordSpec read(Path home, Path file) throws InvalidExperiment {
    Problems problems = new Problems(file);
    Optional<Section> root = YamlFile.read(file, problems).map(Section::new);
    RecordOptions defaults = Options.defaults(RecordOptions.class);
    Optional<RecordOptions> options =
        root.flatMap(
            it -> RecordShape.of(defaults).readOver(it, defaults, List.of(), "", problems));
    Optional<Node> named =
        root.flatMap(it -> it.required(EXPERIMENT, "\"experiment: ../shop.yaml\"", problems));
    if (problems.count() > 0 || options.isEmpty() || named.isEmpty()) {
      throw new InvalidExperiment(problems.inOrder());
    }
    Path experiment = file.resolveSibling(options.get().experiment()).normalize();
    if (!Files.isRegularFile(experiment)) {
      problems.at(named.get(), "experiment: there is no file " + experiment);
      throw new InvalidExperiment(problems.inOrder());
    }
    List<ExperimentSpec> specs = ExperimentReader.read(home, experiment, List.of());
    if (specs.size() != 1) {
      problems.at(
          named.get(),
          "experiment: %s has %s experiments; a record is about one"
              .formatted(experiment, specs.size()));
    }
    String metric = options.get().metric();
    List<String> metrics = new ArrayList<>(List.of(RecordOptions.REWARD));
    specs.forEach(spec -> Environments.of(spec).metrics().forEach(it -> metrics.add(it.name())));
    if (!metrics.contains(metric)) {
      problems.at(
          root.get().value(METRIC).orElseThrow(),
          "\"%s\" is no metric of the experiment%s"
              .formatted(metric, Names.orThereAre(metric, metrics)));
    }
    if (problems.count() > 0) {
      throw new InvalidExperiment(problems.inOrder());
    }
    String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    return new RecordSpec(file, name, specs.get(0), metric, options.get().level());
  }
}
