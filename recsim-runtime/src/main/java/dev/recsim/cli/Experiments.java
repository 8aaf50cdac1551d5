package dev.recsim.cli;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.Problem;
import dev.recsim.experimentfile.Setting;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds and reads the experiment files of a folder. */
final class Experiments {
  /** How deep folders may lie. */
  private static final int MOST_FOLDERS = 8;

  /** How many experiments are told where none is selected. */
  private static final int NAMED = 40;

  /** Between globs, not within braces. */
  private static final String COMMA = ",(?![^{]*})";

  private Experiments() {}

  /**
   * The selected experiments, in the order of their files' names.
   *
   * @throws InvalidExperiment with the problems of all of them
   * @throws UserError if there are none
   */
  static List<ExperimentSpec> select(Arguments arguments)
      throws InvalidExperiment, IOException, UserError {
    Path folder = arguments.path("experiments");
    List<Path> files = files(folder, arguments);
    String globs = globs(arguments);
    List<Setting> settings = settings(arguments);
    List<Problem> problems = new ArrayList<>();
    List<ExperimentSpec> specs = new ArrayList<>();
    for (Path file : files) {
      try {
        ExperimentReader.read(folder, file, settings).stream()
            .filter(spec -> chosen(folder.relativize(file), spec, globs))
            .forEach(specs::add);
      } catch (InvalidExperiment e) {
        problems.addAll(e.problems());
      }
    }
    problems.addAll(sameNames(specs));
    if (!problems.isEmpty()) {
      throw new InvalidExperiment(problems);
    }
    if (specs.isEmpty()) {
      throw new UserError(ExitCode.NOTHING_SELECTED, nothing(folder, globs, all(folder)));
    }
    return specs;
  }

  private static String globs(Arguments arguments) throws UserError {
    String globs = arguments.option("select").orElse("*");
    try {
      Stream.of(globs.split(COMMA)).forEach(glob -> matches(Path.of(""), glob));
      return globs;
    } catch (PatternSyntaxException e) {
      throw new UserError(
          "recsim.experiment=%s is not a list of globs (%s); write names such as quick, papers/* or {a,b}"
              .formatted(globs, e.getDescription()));
    }
  }

  /** With its file, or as one of those that the file makes. */
  private static boolean chosen(Path file, ExperimentSpec spec, String globs) {
    return matches(file, globs) || matches(Path.of(spec.name()), globs);
  }

  private static List<Setting> settings(Arguments arguments) throws UserError {
    try {
      return arguments.option("set").map(Setting::list).orElse(List.of());
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  private static List<Path> files(Path folder, Arguments arguments) throws IOException, UserError {
    String globs = globs(arguments);
    List<Path> all = all(folder);
    List<Path> selected =
        all.stream().filter(file -> matches(file, globs) || mayMake(file, globs)).toList();
    if (selected.isEmpty()) {
      throw new UserError(ExitCode.NOTHING_SELECTED, nothing(folder, globs, all));
    }
    return selected.stream().map(folder::resolve).toList();
  }

  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder, MOST_FOLDERS)) {
      return entries.filter(Experiments::isExperiment).map(folder::relativize).sorted().toList();
    }
  }

  /** Whether a glob begins like the names of experiments that the file would make. */
  private static boolean mayMake(Path file, String globs) {
    return Stream.of(globs.split(COMMA)).anyMatch(it -> it.strip().startsWith(stem(file) + "/"));
  }

  private static boolean isExperiment(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
  }

  private static String nothing(Path folder, String globs, List<Path> all) {
    List<String> names = all.stream().limit(NAMED).map(Experiments::stem).toList();
    String more = all.size() > NAMED ? " and %d more".formatted(all.size() - NAMED) : "";
    if (all.isEmpty()) {
      return "there is no experiment (*.yaml) in " + folder;
    }
    return globs.equals("*")
        ? "there is no experiment (*.yaml) right in %s; set recsim.experiment to choose of those in folders below, such as 'papers/*': %s%s"
            .formatted(folder, names, more)
        : "no experiment in %s matches recsim.experiment=%s; there are %s%s"
            .formatted(folder, globs, names, more);
  }

  /**
   * Whether a file's path below the experiments, with or without its ending, matches one of the
   * globs: {@code *} stays in its folder, {@code **} does not.
   */
  static boolean matches(Path file, String globs) {
    for (String glob : globs.split(COMMA)) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob.strip());
      if (matcher.matches(file) || matcher.matches(Path.of(stem(file)))) {
        return true;
      }
    }
    return false;
  }

  /** The path with slashes, without the ending. */
  private static String stem(Path file) {
    return file.toString().replace('\\', '/').replaceFirst("\\.ya?ml$", "");
  }

  /** Two experiments of one name would write to the same folder; names may differ only by case. */
  private static List<Problem> sameNames(List<ExperimentSpec> specs) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Path> files = new HashMap<>();
    for (ExperimentSpec spec : specs) {
      Path other = files.putIfAbsent(spec.name().toLowerCase(java.util.Locale.ROOT), spec.file());
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
