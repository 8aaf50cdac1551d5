package dev.recsim.app;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.Problem;
import dev.recsim.experimentfile.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * The experiment files of a folder.
 *
 * @param selection which of them
 * @param settings values that replace those of the files
 */
public record Experiments(Path folder, Selection selection, List<Setting> settings) {
  /** How many experiments are named where none is selected. */
  private static final int NAMED = 40;

  /**
   * Reads the selected experiments, in the order of their files' names.
   *
   * @throws InvalidExperiment with the problems of all of them
   * @throws UserError if there are none
   */
  public List<ExperimentSpec> select() throws InvalidExperiment, IOException, UserError {
    SortedMap<String, Path> all = Folders.files(folder, ".yaml", ".yml");
    List<Problem> problems = new ArrayList<>();
    List<ExperimentSpec> specs = new ArrayList<>();
    for (String file : all.keySet()) {
      if (selection.matches(file) || selection.mayMatchSweep(file)) {
        try {
          ExperimentReader.read(folder, all.get(file), settings).stream()
              .filter(it -> selection.matches(file) || selection.matches(it.name()))
              .forEach(specs::add);
        } catch (InvalidExperiment e) {
          problems.addAll(e.problems());
        }
      }
    }
    problems.addAll(sameNames(specs));
    if (!problems.isEmpty()) {
      throw new InvalidExperiment(problems);
    }
    if (specs.isEmpty()) {
      throw new NothingSelected(nothing(all.keySet()));
    }
    return specs;
  }

  private String nothing(Collection<String> all) {
    if (all.isEmpty()) {
      return "there is no experiment (*.yaml) in " + folder;
    }
    List<String> names = all.stream().limit(NAMED).map(Selection::stem).toList();
    String more = all.size() > NAMED ? " and %d more".formatted(all.size() - NAMED) : "";
    return selection.suffix().isEmpty()
        ? "there is no experiment (*.yaml) right in %s; set recsim.experiment to choose of those in folders below, such as 'papers/*': %s%s"
            .formatted(folder, names, more)
        : "no experiment in %s matches recsim.experiment=%s; there are %s%s"
            .formatted(folder, selection, names, more);
  }

  /** Two experiments of one name would write to the same folder; names may differ only by case. */
  private static List<Problem> sameNames(List<ExperimentSpec> specs) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Path> files = new HashMap<>();
    for (ExperimentSpec spec : specs) {
      Path other = files.putIfAbsent(spec.name().toLowerCase(Locale.ROOT), spec.file());
      if (other != null) {
        String taken = "the name %s is taken by %s; give one of them another name";
        problems.add(new Problem(spec.file(), 0, 0, taken.formatted(spec.name(), other)));
      }
    }
    return problems;
  }
}
