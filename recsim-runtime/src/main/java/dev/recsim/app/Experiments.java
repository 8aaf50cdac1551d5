package dev.recsim.app;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.variants.Setting;
import dev.recsim.experimentfile.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The experiment files of a folder.
 *
 * @param selection which of them
 * @param settings values that replace those of the files
 */
public record Experiments(Path folder, Selection selection, List<Setting> settings) {
  /** How deep folders may lie. */
  private static final int MOST_FOLDERS = 8;

  /** How many experiments are named where none is selected. */
  private static final int NAMED = 40;

  /**
   * Reads the selected experiments, in the order of their files' names.
   *
   * @throws InvalidExperiment with the problems of all of them
   * @throws UserError if there are none
   */
  public List<ExperimentSpec> select() throws InvalidExperiment, IOException, UserError {
    List<Path> all = all();
    List<Problem> problems = new ArrayList<>();
    List<ExperimentSpec> specs = new ArrayList<>();
    for (Path file : all) {
      if (selection.matches(file) || selection.mayMatchBelow(file)) {
        try {
          ExperimentReader.read(folder, folder.resolve(file), settings).stream()
              .filter(it -> selection.matches(file) || selection.matches(Path.of(it.name())))
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
      throw new NothingSelected(nothing(all));
    }
    return specs;
  }

  /** The baseline files of the folder by the name of their experiment. */
  public SortedMap<String, Path> baselines() throws IOException {
    Path baselines = Baseline.folder(folder);
    SortedMap<String, Path> files = new TreeMap<>();
    if (Files.isDirectory(baselines)) {
      try (Stream<Path> all = Files.walk(baselines.toRealPath(), MOST_FOLDERS)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String name = baselines.toRealPath().relativize(file).toString().replace('\\', '/');
          if (name.endsWith(".json")) {
            files.put(name.substring(0, name.length() - ".json".length()), file);
          }
        }
      }
    }
    return files;
  }

  /**
   * The baseline files that no experiment of the folder has, selected or not.
   *
   * @param selected the selected experiments
   */
  public SortedMap<String, Path> orphans(List<ExperimentSpec> selected) throws IOException {
    SortedMap<String, Path> orphans = baselines();
    selected.forEach(spec -> orphans.remove(spec.name()));
    List<Path> files = orphans.isEmpty() ? List.of() : all();
    for (Path file : files) {
      try {
        ExperimentReader.read(folder, folder.resolve(file), settings)
            .forEach(spec -> orphans.remove(spec.name()));
      } catch (InvalidExperiment e) {
        // What it would make is not known: at least what has its name.
        String stem = Selection.stem(file);
        orphans.keySet().removeIf(name -> name.equals(stem) || name.startsWith(stem + "/"));
      }
    }
    return orphans;
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> entries = Files.walk(folder, MOST_FOLDERS)) {
      return entries.filter(Experiments::isExperiment).map(folder::relativize).sorted().toList();
    }
  }

  private static boolean isExperiment(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
  }

  private String nothing(List<Path> all) {
    if (all.isEmpty()) {
      return "there is no experiment (*.yaml) in " + folder;
    }
    List<String> names = all.stream().limit(NAMED).map(Selection::stem).toList();
    String more = all.size() > NAMED ? " and %d more".formatted(all.size() - NAMED) : "";
    return selection.isDefault()
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
        problems.add(
            new Problem(
                spec.file(),
                0,
                0,
                "the name %s is taken by %s; give one of them another name"
                    .formatted(spec.name(), other)));
      }
    }
    return problems;
  }
}
