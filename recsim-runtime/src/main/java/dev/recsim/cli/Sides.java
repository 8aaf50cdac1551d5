package dev.recsim.cli;

import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.InvalidBaseline;
import dev.recsim.baseline.Snapshot;
import dev.recsim.cli.git.Git;
import dev.recsim.cli.git.UnknownRevision;
import dev.recsim.report.compare.Side;
import dev.recsim.report.compare.Side.Part;
import dev.recsim.report.results.Results;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the sides of a comparison: runs, baselines as they are, and baselines as committed. */
final class Sides {
  private static final String JSON = ".json";

  /** Far more than any run; a file that is larger is none. */
  private static final long MOST_BYTES = 256L << 20;

  private final Path baselines;
  private final Path reports;
  private final String globs;

  /**
   * @param baselines the folder of baselines in the work tree
   * @param reports the folder of runs
   * @param globs which experiments, comma-separated
   */
  Sides(Path baselines, Path reports, String globs) {
    this.baselines = baselines;
    this.reports = reports;
    this.globs = globs;
  }

  /** The baselines in the work tree, of these experiments. */
  Side baselines(Predicate<String> wanted) throws IOException, UserError {
    return Files.isDirectory(baselines)
        ? baselines(baselines, "the baselines in the work tree", wanted)
        : new Side(new TreeMap<>());
  }

  /** The runs in the reports folder. */
  Side runs() throws IOException, UserError {
    return Files.isDirectory(reports) ? runs(reports, "the last run") : new Side(new TreeMap<>());
  }

  /**
   * What the user names.
   *
   * @param what a file or folder that is there, else a revision
   * @param property in which it was given
   */
  Side named(String what, String property) throws IOException, UserError {
    Optional<Path> path = path(what);
    if (path.filter(Files::isDirectory).isPresent()) {
      return folder(path.get(), what, property);
    }
    if (path.filter(Files::exists).isPresent()) {
      Part part = new Part(what, read(path.get()));
      String name = part.snapshot().experiment();
      return new Side(new TreeMap<>(selected(name) ? Map.of(name, part) : Map.of()));
    }
    if (what.endsWith(JSON)) {
      throw new UserError(
          "%s=%s: there is no such file; name a baseline file, a results.json, a folder of them, or a revision"
              .formatted(property, what));
    }
    return revision(what, property);
  }

  /** Whether what the user names holds one experiment by its nature. */
  static boolean single(String what) {
    return path(what)
        .filter(it -> Files.isRegularFile(it) || Files.exists(it.resolve(Runs.RESULTS)))
        .isPresent();
  }

  private static Optional<Path> path(String what) {
    try {
      return Optional.of(Path.of(what));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Side folder(Path folder, String what, String property) throws IOException, UserError {
    if (Files.exists(folder.resolve(Runs.RESULTS))) {
      return named(folder.resolve(Runs.RESULTS).toString(), property);
    }
    Side side = runs(folder, what);
    side = side.parts().isEmpty() ? baselines(folder, what, name -> true) : side;
    if (side.parts().isEmpty()) {
      throw new UserError(
          ExitCode.NOTHING_SELECTED,
          "%s=%s: the folder holds neither <experiment>/results.json nor <experiment>.json%s"
              .formatted(property, what, globs.equals("*") ? "" : " of " + globs));
    }
    return side;
  }

  private Side runs(Path folder, String origin) throws IOException, UserError {
    TreeMap<String, Part> parts = new TreeMap<>();
    for (Map.Entry<String, Path> run : Runs.in(folder).entrySet()) {
      if (selected(run.getKey())) {
        add(run.getKey(), run.getValue(), folder.equals(reports), origin, parts);
      }
    }
    return new Side(parts);
  }

  private Side baselines(Path folder, String origin, Predicate<String> wanted)
      throws IOException, UserError {
    TreeMap<String, Part> parts = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, Runs.MOST_FOLDERS)) {
      files = all.filter(it -> it.toString().endsWith(JSON) && Files.isRegularFile(it)).toList();
    }
    for (Path each : files) {
      String name = stem(folder.relativize(each).toString().replace('\\', '/'));
      if (selected(name) && wanted.test(name)) {
        add(name, each, folder.equals(baselines), origin, parts);
      }
    }
    return new Side(parts);
  }

  /**
   * Adds a run or baseline by its name. Deeper down in a folder that is not recsim's own, which may
   * hold anything, a file counts where it says itself that it is of that name.
   */
  private static void add(
      String name, Path file, boolean own, String origin, Map<String, Part> parts)
      throws IOException, UserError {
    try {
      Snapshot snapshot = read(file);
      if (own || !name.contains("/") || snapshot.experiment().equals(name)) {
        parts.put(name, new Part(origin, snapshot));
      }
    } catch (UserError e) {
      if (own || !name.contains("/")) {
        throw e;
      }
    }
  }

  private Side revision(String revision, String property) throws UserError {
    Git.Committed committed;
    try {
      committed =
          Git.folder(baselines, revision, name -> name.endsWith(JSON) && selected(stem(name)));
    } catch (UnknownRevision e) {
      throw new UserError(e.getMessage());
    }
    String origin = revision + " (" + committed.shortly() + ")";
    TreeMap<String, Part> parts = new TreeMap<>();
    for (Map.Entry<String, String> file : committed.files().entrySet()) {
      String what = file.getKey() + " at " + origin;
      parts.put(stem(file.getKey()), new Part(origin, parse(file.getValue(), what)));
    }
    if (parts.isEmpty()) {
      throw new UserError(
          ExitCode.NOTHING_SELECTED,
          "%s=%s: there are no baselines in %s at %s%s; old code is not run, only committed baselines are read"
              .formatted(
                  property, revision, baselines, origin, globs.equals("*") ? "" : " of " + globs));
    }
    return new Side(parts);
  }

  /** Whether a glob matches the name, or a folder that it is in. */
  private boolean selected(String name) {
    for (Path part = path(name).orElse(null); part != null; part = part.getParent()) {
      if (Experiments.matches(part, globs)) {
        return true;
      }
    }
    return false;
  }

  private static Snapshot read(Path file) throws IOException, UserError {
    if (Files.size(file) > MOST_BYTES) {
      throw new UserError(file + " is too large for a baseline or a results.json");
    }
    try {
      return parse(Files.readString(file), file.toString());
    } catch (CharacterCodingException e) {
      throw new UserError(file + " is damaged: it is not UTF-8");
    }
  }

  /** Either format, by a field that only results have, at the indent of the outermost object. */
  private static Snapshot parse(String text, String file) throws UserError {
    try {
      Snapshot snapshot =
          text.contains("\n \"headline\": ")
              ? Results.read(text).snapshot()
              : BaselineFile.parse(text);
      Gate.keys(snapshot, key -> true);
      return snapshot;
    } catch (InvalidBaseline | IllegalArgumentException e) {
      throw new UserError(file + " " + e.getMessage());
    }
  }

  private static String stem(String name) {
    return name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
  }
}
