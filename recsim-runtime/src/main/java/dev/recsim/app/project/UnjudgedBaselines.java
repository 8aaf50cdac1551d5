package dev.recsim.app.project;

import dev.recsim.experimentfile.Contents;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The baseline files whose experiments a check does not judge, and experiment files that the user
 * has not selected.
 *
 * @param orphans baseline files that fail the check, by name
 * @param elsewhere names of experiments whose files exist, and are not selected
 */
public record UnjudgedBaselines(List<Orphan> orphans, List<String> elsewhere) {
  /**
   * A baseline file that fails a check.
   *
   * @param problem why its experiment is not judged
   */
  public record Orphan(String experiment, Path file, String problem) {}

  /**
   * Finds out why experiments are not judged.
   *
   * @param baselines their baseline files by name
   * @param folder of the experiments
   * @param files all experiment files by path below the folder
   * @param selection of experiments that a check judges
   */
  static UnjudgedBaselines of(
      SortedMap<String, Path> baselines,
      Path folder,
      SortedMap<String, Path> files,
      Selection selection) {
    UnjudgedBaselines found = new UnjudgedBaselines(new ArrayList<>(), new ArrayList<>());
    baselines.forEach((name, file) -> found.add(name, file, folder, files, selection));
    files.keySet().stream()
        .filter(file -> !selection.matches(file) && !selection.mayMatchSweep(file))
        .map(Selection::stem)
        .filter(name -> !found.elsewhere.contains(name))
        .filter(name -> found.orphans.stream().noneMatch(it -> it.experiment().equals(name)))
        .forEach(found.elsewhere::add);
    return found;
  }

  private void add(
      String name, Path baseline, Path folder, SortedMap<String, Path> files, Selection selection) {
    Optional<String> owner = owner(name, files, folder);
    if (owner.isEmpty()) {
      String problem = baseline + " is the baseline of an experiment that does not exist";
      orphans.add(new Orphan(name, baseline, problem));
      return;
    }
    Path file = files.get(owner.get());
    boolean selected = selection.matches(owner.get());
    // Reading a file makes its environment: of one that is not selected its name is enough.
    if (!selected && !selection.mayMatchSweep(owner.get())) {
      leaveOut(name, baseline, file, selection);
      return;
    }
    Contents contents = contents(folder, file);
    Optional<ExperimentSpec> spec =
        contents.experiments().stream().filter(it -> it.name().equals(name)).findFirst();
    if (!selected && spec.isPresent() && !selection.matches(name)) {
      leaveOut(name, baseline, file, selection);
    } else {
      add(name, baseline, file + " " + reason(contents, spec));
    }
  }

  private void leaveOut(String name, Path baseline, Path file, Selection selection) {
    if (selection.mayLeaveOut(name)) {
      elsewhere.add(name);
    } else {
      add(
          name,
          baseline,
          ("recsim.experiment=%s leaves out %s; check all with -Drecsim.experiment='**', or select"
                  + " by hand with -Drecsim.experiment='%1$s'")
              .formatted(selection, file));
    }
  }

  private void add(String name, Path baseline, String reason) {
    orphans.add(
        new Orphan(
            name,
            baseline,
            "%s is the baseline of an experiment that is not judged: %s"
                .formatted(baseline, reason)));
  }

  private static String reason(Contents contents, Optional<ExperimentSpec> spec) {
    if (spec.isPresent()) {
      return spec.get().search().isPresent()
          ? "has a search"
          : "defines it without the values of recsim.set";
    }
    return contents.experiments().isEmpty()
        ? "only evaluates policies on a log"
        : "defines other experiments, such as " + contents.experiments().get(0).name();
  }

  /** The file that defines an experiment, or did: by its name, or else by its contents. */
  private static Optional<String> owner(
      String name, SortedMap<String, Path> files, Path experiments) {
    return files.keySet().stream()
        .filter(file -> name.equals(Selection.stem(file)))
        .findFirst()
        .or(
            () ->
                files.keySet().stream()
                    .filter(file -> name.startsWith(Selection.stem(file) + "/"))
                    .findFirst())
        .or(
            () ->
                files.keySet().stream()
                    .filter(file -> name.startsWith(file.substring(0, file.lastIndexOf('/') + 1)))
                    .filter(
                        file ->
                            contents(experiments, files.get(file)).experiments().stream()
                                .anyMatch(spec -> spec.name().equals(name)))
                    .findFirst());
  }

  /** What a file defines; nothing if it is invalid. */
  private static Contents contents(Path folder, Path file) {
    try {
      return ExperimentReader.readAll(folder, file, List.of());
    } catch (InvalidExperiment e) {
      return new Contents();
    }
  }
}
