package dev.recsim.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * Selects experiment files by globs, with the same rules as the runtime. The plugin uses it before
 * it forks, to see whether any module has a selected experiment.
 */
final class ExperimentSelection {
  /** Selects the folder, whatever it contains. */
  static final ExperimentSelection FOLDER = new ExperimentSelection("**", false);

  private static final String DEFAULT = "*";

  /** Separates globs; commas within braces are part of a glob. */
  private static final String COMMA = ",(?![^{]*})";

  private static final Pattern EXPERIMENT = Pattern.compile(".*\\.ya?ml");
  private static final Pattern BASELINE = Pattern.compile(".*\\.json");

  /** Maximum depth of folders. */
  private static final int MOST_FOLDERS = 8;

  /** Largest number of experiments in a message. */
  private static final int MOST_NAMED = 40;

  private final String text;
  private final List<String> globs;
  private final List<PathMatcher> matchers;

  /** Whether a baseline is as good as an experiment file. */
  private final boolean byBaseline;

  private ExperimentSelection(String text, boolean byBaseline) {
    this.text = text;
    this.byBaseline = byBaseline;
    this.globs = Stream.of(text.split(COMMA)).map(String::strip).toList();
    this.matchers =
        globs.stream().map(it -> FileSystems.getDefault().getPathMatcher("glob:" + it)).toList();
  }

  /**
   * Parses globs separated by commas: {@code *} matches within a folder, {@code **} across folders.
   *
   * @param text blank for the experiments directly in the folder
   * @throws MojoExecutionException if one is not a valid glob
   */
  static ExperimentSelection of(String text) throws MojoExecutionException {
    try {
      return new ExperimentSelection(text.isBlank() ? DEFAULT : text.strip(), false);
    } catch (PatternSyntaxException e) {
      throw new MojoExecutionException(
          "recsim.experiment=%s is not a list of globs (%s). Write names such as quick, papers/* or {a,b}."
              .formatted(text, e.getDescription()));
    }
  }

  /** The same selection, which also selects folders that have only a baseline. */
  ExperimentSelection orBaselines() {
    return new ExperimentSelection(text, true);
  }

  /** Whether a folder has a selected experiment, or a file that may define one in a sweep. */
  boolean selectsIn(Path folder) throws MojoExecutionException {
    return this == FOLDER
        || anyIn(folder, EXPERIMENT, name -> matches(name) || mayDefine(name))
        || byBaseline && selectsBaselineIn(folder);
  }

  /** Whether a folder has the baseline of a selected experiment, whose own file may be gone. */
  boolean selectsBaselineIn(Path folder) throws MojoExecutionException {
    Path baselines = folder.resolve("baselines");
    return Files.isDirectory(baselines) && anyIn(baselines, BASELINE, this::matches);
  }

  private boolean matches(String name) {
    Path path = Path.of(name);
    Path stem = Path.of(stem(name));
    return matchers.stream().anyMatch(it -> it.matches(path) || it.matches(stem));
  }

  /** Whether a glob can match an experiment that a sweep in the file defines. */
  private boolean mayDefine(String name) {
    return globs.stream().anyMatch(glob -> glob.startsWith(stem(name) + "/"));
  }

  /**
   * The message if none of the folders has a selected experiment: what they have, and what to do.
   */
  String nothingIn(List<Path> folders) throws MojoExecutionException {
    List<String> all = new ArrayList<>();
    for (Path folder : folders) {
      all.addAll(files(folder, EXPERIMENT, it -> it.map(ExperimentSelection::stem).toList()));
    }
    String places =
        folders.stream().map(Path::toString).reduce((a, b) -> a + " or " + b).orElseThrow();
    if (all.isEmpty()) {
      return "There is no experiment (*.yaml) in " + places + ".";
    }
    String names =
        all.stream().distinct().sorted().limit(MOST_NAMED).toList()
            + (all.size() > MOST_NAMED ? " and more" : "");
    return text.equals(DEFAULT)
        ? "There is no experiment (*.yaml) directly in %s. Set recsim.experiment to choose from the folders below, such as 'papers/*': %s"
            .formatted(places, names)
        : "No experiment in %s matches recsim.experiment=%s. There are %s"
            .formatted(places, text, names);
  }

  private static boolean anyIn(Path folder, Pattern pattern, Predicate<String> selected)
      throws MojoExecutionException {
    return files(folder, pattern, files -> files.anyMatch(selected));
  }

  /** Reads the files in a folder and its subfolders: their names, relative to it. */
  private static <T> T files(Path folder, Pattern pattern, Function<Stream<String>, T> reader)
      throws MojoExecutionException {
    try (Stream<Path> entries = Files.walk(folder, MOST_FOLDERS, FileVisitOption.FOLLOW_LINKS)) {
      return reader.apply(
          entries
              .filter(file -> pattern.matcher(file.getFileName().toString()).matches())
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString().replace('\\', '/')));
    } catch (IOException | UncheckedIOException e) {
      throw new MojoExecutionException("Cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String stem(String name) {
    return name.replaceFirst("\\.(ya?ml|json)$", "");
  }
}
