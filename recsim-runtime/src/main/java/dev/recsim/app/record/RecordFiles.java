package dev.recsim.app.record;

import dev.recsim.app.project.Folders;
import dev.recsim.app.project.NothingSelected;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.record.RecordReader;
import dev.recsim.experimentfile.record.RecordSpec;
import dev.recsim.io.RunFiles;
import dev.recsim.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The records of a project.
 *
 * @param experiments folder of the experiments
 */
public record RecordFiles(Path experiments) {

  /**
   * Reads the selected records.
   *
   * @throws InvalidExperiment with the problems of all of them
   */
  public List<RecordSpec> select(Selection selection) throws InvalidExperiment, IOException {
    SortedMap<String, Path> files = Folders.files(folder(), ".yaml", ".yml");
    List<Problem> problems = new ArrayList<>();
    List<RecordSpec> records = new ArrayList<>();
    for (String file : files.keySet()) {
      if (selection.matches(file)) {
        try {
          records.add(RecordReader.read(experiments, files.get(file)));
        } catch (InvalidExperiment e) {
          problems.addAll(e.problems());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidExperiment(problems);
    }
    return records;
  }

  /**
   * Reads the only selected record.
   *
   * @throws UserError if there is none, or several
   */
  public RecordSpec one(Selection selection) throws InvalidExperiment, IOException, UserError {
    List<RecordSpec> records = select(selection);
    if (records.isEmpty()) {
      throw new NothingSelected(
          "there is no record%s (*.yaml) in %s; docs/reality.md says how to write one"
              .formatted(selection.suffix(), folder()));
    }
    if (records.size() > 1) {
      throw new UserError(
          "there are records %s; choose one with recsim.experiment"
              .formatted(records.stream().map(RecordSpec::name).toList()));
    }
    return records.get(0);
  }

  private Path folder() {
    return experiments.resolve(RunFiles.RECORDS);
  }
}
