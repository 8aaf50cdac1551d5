package dev.recsim.app.compare;

import dev.recsim.app.git.Git;
import dev.recsim.app.project.Folders;
import dev.recsim.app.project.NothingSelected;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.app.results.TrialData;
import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.InvalidBaseline;
import dev.recsim.io.RunFiles;
import dev.recsim.report.compare.RunComparison.Part;
import dev.recsim.report.results.Results;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Reads the sides of a comparison: runs, baselines of the work tree, and committed baselines.
 *
 * @param baselines the folder of baselines in the work tree
 * @param reports the folder of runs
 * @param selection which experiments
 */
record Sides(Path baselines, Path reports, Selection selection) {
  static final String LAST_RUN = "the last run";

  private static final String JSON = ".json";

  /** Much larger than any run; larger files are rejected. */
  private static final long MOST_BYTES = 256L << 20;

  /** The baselines in the work tree, of these experiments. */
  SortedMap<String, Part> baselines(Predicate<String> wanted) throws IOException, UserError {
    return baselines(baselines, "the baselines in the work tree", wanted);
  }

  /** The runs in the reports folder. */
  SortedMap<String, Part> runs() throws IOException, UserError {
    return runs(reports, LAST_RUN);
  }

  /**
   * What the user names.
   *
   * @param what a file or folder that is there, else a revision
   * @param property in which it was given
   */
  SortedMap<String, Part> named(String what, String property) throws IOException, UserError {
    Optional<Path> found = single(what).or(() -> place(what)).filter(Files::exists);
    if (found.isEmpty() && what.endsWith(JSON)) {
      throw new UserError(
          "%s=%s: there is no such file; name a baseline file, a results.json, a folder of them, or a revision"
              .formatted(property, what));
    }
    if (found.isEmpty()) {
      return revision(what, property);
    }
    Path path = found.get();
    if (Files.isDirectory(path)) {
      return folder(path, what, property);
    }
    Part part = read(path, path.toString());
    String name = part.snapshot().experiment();
    return new TreeMap<>(selection.selects(name) ? Map.of(name, part) : Map.of());
  }

  /** The file, if what the user names holds one experiment by its nature. */
  static Optional<Path> single(String what) {
    return place(what)
        .map(it -> Files.isDirectory(it) ? it.resolve(RunFiles.RESULTS) : it)
        .filter(Files::isRegularFile);
  }

  /** Where a file or folder of this name would be; HEAD is always the revision. */
  private static Optional<Path> place(String what) {
    return what.equals("HEAD") ? Optional.empty() : path(what);
  }

  private static Optional<Path> path(String what) {
    try {
      return Optional.of(Path.of(what));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private SortedMap<String, Part> folder(Path folder, String what, String property)
      throws IOException, UserError {
    SortedMap<String, Part> parts = runs(folder, what);
    if (parts.isEmpty()) {
      parts = baselines(folder, what, name -> true);
    }
    if (parts.isEmpty()) {
      throw new NothingSelected(
          "%s=%s: the folder holds neither <experiment>/results.json nor <experiment>.json%s"
              .formatted(property, what, selection.suffix()));
    }
    return parts;
  }

  private SortedMap<String, Part> runs(Path folder, String origin) throws IOException, UserError {
    return parts(Folders.runs(folder), folder.equals(reports), origin);
  }

  private SortedMap<String, Part> baselines(Path folder, String origin, Predicate<String> wanted)
      throws IOException, UserError {
    SortedMap<String, Path> files = new TreeMap<>();
    Folders.files(folder, JSON).forEach((name, file) -> files.put(stem(name), file));
    files.keySet().removeIf(wanted.negate());
    return parts(files, folder.equals(baselines), origin);
  }

  /**
   * Reads the selected runs or baselines. Deeper down in a folder that is not recsim's own, which
   * may hold anything, a file counts only if its contents name the experiment.
   */
  private SortedMap<String, Part> parts(Map<String, Path> files, boolean own, String origin)
      throws IOException, UserError {
    SortedMap<String, Part> parts = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      String name = file.getKey();
      boolean trusted = own || !name.contains("/");
      try {
        if (selection.selects(name)) {
          Part part = read(file.getValue(), origin);
          if (trusted || part.snapshot().experiment().equals(name)) {
            parts.put(name, part);
          }
        }
      } catch (UserError e) {
        if (trusted) {
          throw e;
        }
      }
    }
    return parts;
  }

  private SortedMap<String, Part> revision(String revision, String property) throws UserError {
    Git.Committed committed =
        Git.folder(
            baselines, revision, name -> name.endsWith(JSON) && selection.selects(stem(name)));
    String origin = revision + " (" + committed.shortly() + ")";
    SortedMap<String, Part> parts = new TreeMap<>();
    for (Map.Entry<String, String> file : committed.files().entrySet()) {
      String what = file.getKey() + " at " + origin;
      parts.put(stem(file.getKey()), parse(file.getValue(), what, origin));
    }
    if (parts.isEmpty()) {
      throw new NothingSelected(
          "%s=%s: there are no baselines in %s at %s%s; old code is not run, only committed baselines are read"
              .formatted(property, revision, baselines, origin, selection.suffix()));
    }
    return parts;
  }

  private static Part read(Path file, String origin) throws IOException, UserError {
    if (Files.size(file) > MOST_BYTES) {
      throw new UserError(file + " is too large for a baseline or a results.json");
    }
    try {
      return parse(Files.readString(file), file.toString(), origin);
    } catch (CharacterCodingException e) {
      throw new UserError(file + " is damaged: it is not UTF-8");
    }
  }

  /** Either format, by a field that only results have, at the indent of the outermost object. */
  private static Part parse(String text, String file, String origin) throws UserError {
    try {
      Part part = part(text, origin);
      TrialData.keys(part.snapshot());
      return part;
    } catch (InvalidBaseline | IllegalArgumentException e) {
      throw new UserError(file + " " + e.getMessage());
    }
  }

  private static Part part(String text, String origin) throws InvalidBaseline {
    if (!text.contains("\n \"headline\": ")) {
      return new Part(origin, BaselineFile.parse(text), "");
    }
    Results results = Results.read(text);
    return new Part(origin, results.snapshot(), results.rewardUnit());
  }

  private static String stem(String name) {
    return name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
  }
}
