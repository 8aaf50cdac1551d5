package dev.recsim.app.project;

import dev.recsim.experimentfile.Contents;
import dev.recsim.experimentfile.EvaluationSpec;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.variants.Setting;
import dev.recsim.io.RunFiles;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The experiment files of a folder.
 *
 * @param selection which of them
 * @param settings values that replace those of the files
 */
public record Experiments(Path folder, Selection selection, List<Setting> settings) {
  /** How many experiments are named where none is selected. */
  private static final int NAMED = 40;

  /** How many are named that a check does not judge, for each reason. */
  private static final int NOT_JUDGED = 3;

  /**
   * What a check tests.
   *
   * @param notJudged what it leaves out of the selected files, and why, a line for each reason
   */
  public record Checked(Contents contents, List<String> notJudged) {}

  /**
   * Reads the selected experiments, in the order of their files' names. Those with a search must be
   * selected by name, because a search takes long.
   *
   * @throws InvalidExperiment with the problems of all of them
   * @throws UserError if there are none
   */
  public List<ExperimentSpec> select() throws InvalidExperiment, IOException, UserError {
    List<ExperimentSpec> all = contents().experiments();
    if (all.isEmpty()) {
      throw new NothingSelected(
          "the selected files have no agents; evaluate policies on a log with mvn recsim:ope, and"
              + " judge a live test with mvn recsim:ab");
    }
    List<ExperimentSpec> selected = runnable(all);
    if (selected.isEmpty()) {
      throw new NothingSelected(
          "experiments with a search run only by name; set recsim.experiment to "
              + all.stream()
                  .limit(NAMED)
                  .map(ExperimentSpec::name)
                  .collect(Collectors.joining(" or ")));
    }
    return selected;
  }

  /**
   * Reads what a check tests: the selected experiments, and the evaluations on logs that have
   * claims. It is nothing if only baselines of selected experiments are left.
   *
   * @throws InvalidExperiment with the problems of all of them
   * @throws UserError if there is nothing to check
   */
  public Checked checked() throws InvalidExperiment, IOException, UserError {
    try {
      return testable();
    } catch (NothingSelected e) {
      boolean left =
          unjudged(List.of()).orphans().stream().anyMatch(it -> selection.matches(it.experiment()));
      if (left) {
        return new Checked(new Contents(), List.of());
      }
      throw e;
    }
  }

  private Checked testable() throws InvalidExperiment, IOException, UserError {
    Contents contents = contents();
    List<ExperimentSpec> specs = runnable(contents.experiments());
    List<EvaluationSpec> logs =
        contents.evaluations().stream()
            .filter(it -> !it.section().claims().isEmpty())
            .filter(it -> it.experiment().map(specs::contains).orElse(true))
            .toList();
    List<LiveTestSpec> gated =
        contents.liveTests().stream().filter(it -> it.section().options().gate()).toList();
    boolean nothing = specs.isEmpty() && logs.isEmpty() && gated.isEmpty();
    List<String> left =
        Stream.of(
                notJudged(
                    "it has a search, and is judged only by name",
                    contents.experiments().stream()
                        .filter(it -> !specs.contains(it))
                        .map(ExperimentSpec::name)),
                notJudged(
                    "its section evaluate has no claims",
                    contents.evaluations().stream()
                        .filter(it -> it.section().claims().isEmpty())
                        .map(EvaluationSpec::name)),
                notJudged(
                    "its section ab has no \"gate: true\"",
                    contents.liveTests().stream()
                        .filter(it -> !gated.contains(it))
                        .map(LiveTestSpec::name)))
            .flatMap(Optional::stream)
            .toList();
    return new Checked(new Contents(nothing ? select() : specs, logs, gated), left);
  }

  /** A line about what is not judged for a reason; empty if there is nothing. */
  private static Optional<String> notJudged(String reason, Stream<String> names) {
    List<String> all = names.sorted().distinct().toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    int more = all.size() - NOT_JUDGED;
    return Optional.of(
        "not judged, because %s: %s%s"
            .formatted(
                reason,
                String.join(", ", all.subList(0, Math.min(NOT_JUDGED, all.size()))),
                more > 0 ? " and %s more".formatted(more) : ""));
  }

  /** A line about what is not selected; empty if all is. */
  public Optional<String> notSelected(UnjudgedBaselines unjudged) {
    return notJudged(
        "recsim.experiment=%s leaves it out".formatted(selection), unjudged.elsewhere().stream());
  }

  private List<ExperimentSpec> runnable(List<ExperimentSpec> all) {
    return all.stream().filter(it -> it.search().isEmpty() || isNamed(it)).toList();
  }

  private boolean isNamed(ExperimentSpec spec) {
    String file = folder.toAbsolutePath().relativize(spec.file().toAbsolutePath()).toString();
    return selection.names(file.replace('\\', '/')) || selection.names(spec.name());
  }

  /**
   * Reads the selected evaluations of policies on logs.
   *
   * @throws InvalidExperiment with the problems of all selected files
   * @throws UserError if there are none
   */
  public List<EvaluationSpec> evaluations() throws InvalidExperiment, IOException, UserError {
    List<EvaluationSpec> evaluations = contents().evaluations();
    if (evaluations.isEmpty()) {
      throw new NothingSelected(
          "no selected experiment has a section \"evaluate\"; see docs/off-policy.md");
    }
    return evaluations;
  }

  /**
   * Reads the selected live tests.
   *
   * @throws InvalidExperiment with the problems of all selected files
   * @throws UserError if there are none
   */
  public List<LiveTestSpec> liveTests() throws InvalidExperiment, IOException, UserError {
    List<LiveTestSpec> tests = contents().liveTests();
    if (tests.isEmpty()) {
      throw new NothingSelected("no selected file has a section \"ab\"; see docs/ab.md");
    }
    return tests;
  }

  /**
   * Reads the experiments, evaluations and live tests of the selected files.
   *
   * @throws InvalidExperiment with the problems of all of them
   * @throws UserError if there are no such files
   */
  public Contents contents() throws InvalidExperiment, IOException, UserError {
    SortedMap<String, Path> all = files();
    List<Problem> problems = new ArrayList<>();
    Contents contents = new Contents();
    for (String file : all.keySet()) {
      if (selection.matches(file) || selection.mayMatchSweep(file)) {
        try {
          boolean whole = selection.matches(file);
          contents.add(
              ExperimentReader.readAll(folder, all.get(file), settings),
              name -> whole || selection.matches(name));
        } catch (InvalidExperiment e) {
          problems.addAll(e.problems());
        }
      }
    }
    problems.addAll(sameNames(contents.experiments()));
    if (!problems.isEmpty()) {
      throw new InvalidExperiment(problems);
    }
    if (contents.isEmpty()) {
      throw new NothingSelected(nothing(all.keySet()));
    }
    return contents;
  }

  /**
   * The experiment files of the folder. Those of {@code environments} are fits, those of {@code
   * reality} are records.
   */
  private SortedMap<String, Path> files() throws IOException {
    SortedMap<String, Path> files = Folders.files(folder, ".yaml", ".yml");
    files
        .keySet()
        .removeIf(
            name ->
                name.startsWith(RunFiles.ENVIRONMENTS + "/")
                    || name.startsWith(RunFiles.RECORDS + "/"));
    return files;
  }

  /** The baseline files of the folder by the name of their experiment. */
  public SortedMap<String, Path> baselines() throws IOException {
    SortedMap<String, Path> baselines = new TreeMap<>();
    Folders.files(Baseline.folder(folder), ".json")
        .forEach((name, file) -> baselines.put(name.substring(0, name.length() - 5), file));
    return baselines;
  }

  /**
   * The baseline files of other experiments than these.
   *
   * @param judged the experiments that a check judges
   */
  public UnjudgedBaselines unjudged(List<ExperimentSpec> judged) throws IOException {
    SortedMap<String, Path> left = baselines();
    judged.forEach(spec -> left.remove(spec.name()));
    return UnjudgedBaselines.of(left, folder, files(), selection);
  }

  private String nothing(Collection<String> all) {
    if (all.isEmpty()) {
      return "there is no experiment (*.yaml) in " + folder;
    }
    List<String> names = all.stream().limit(NAMED).map(Selection::stem).toList();
    String more = all.size() > NAMED ? " and %s more".formatted(all.size() - NAMED) : "";
    return selection.suffix().isEmpty()
        ? "there is no experiment (*.yaml) directly in %s; select those in folders below with recsim.experiment, such as 'papers/*': %s%s"
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
