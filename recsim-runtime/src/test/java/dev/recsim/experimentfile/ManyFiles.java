package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.experimentfile.variants.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file over which others are written, and the reading of those. */
abstract class ManyFiles {
  static final String BASE =
      """
      title: Base
      environment:
        type: transition_matrix
        doc_num: 3
        p_exit_accepted: 0.25
      agents:
        random: {type: random}
        learner: {type: actor_critic, hidden: [8, 8], gamma: 0.9, training: {epochs: 2}}
      training: {batch_size: 16}
      trials: {seeds: 0..2}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeBase() throws Exception {
    write("base.yaml", BASE);
  }

  void write(String name, String yaml) throws Exception {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), yaml);
  }

  ExperimentSpec read(String name) throws Exception {
    return ExperimentReader.read(folder.resolve(name));
  }

  ExperimentSpec read(String name, String set) throws Exception {
    List<ExperimentSpec> specs = readAll(name, set);
    assertThat(specs).hasSize(1);
    return specs.get(0);
  }

  List<ExperimentSpec> readAll(String name, String set) throws Exception {
    List<Setting> settings = set.isEmpty() ? List.of() : Setting.list(set);
    return ExperimentReader.read(folder, folder.resolve(name), settings);
  }

  List<String> problems(String name) {
    return catchThrowableOfType(InvalidExperiment.class, () -> read(name))
        .getMessage()
        .replace(folder + folder.getFileSystem().getSeparator(), "")
        .lines()
        .toList();
  }
}
