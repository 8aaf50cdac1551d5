package dev.recsim.app.project;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Selects experiments by globs separated by commas: {@code *} matches within a folder, {@code **}
 * across folders.
 */
public final class Selection {
  /** Separates globs; commas within braces are part of a glob. */
  private static final String COMMA = ",(?![^{]*})";

  private final String text;
  private final List<String> globs;
  private final List<PathMatcher> matchers;

  /** Globs of experiments that need not be selected; null for all. */
  private final Selection elsewhere;

  private Selection(String text, Selection elsewhere) {
    this.text = text;
    this.elsewhere = elsewhere;
    this.globs = Stream.of(text.split(COMMA)).map(String::strip).toList();
    this.matchers =
        globs.stream().map(it -> FileSystems.getDefault().getPathMatcher("glob:" + it)).toList();
  }

  /**
   * Reads globs.
   *
   * @param text {@code *} for the experiments directly in the folder
   * @throws UserError if one is not a glob
   */
  public static Selection of(String text) throws UserError {
    return of(text, null);
  }

  /**
   * Reads globs that a project configures, instead of a user who selects by hand. A check must
   * judge all other experiments too.
   *
   * @param elsewhere globs of those that another check of the build judges; empty for none
   * @throws UserError if one is not a glob
   */
  public static Selection configured(String text, String elsewhere) throws UserError {
    return of(text, of(elsewhere, null));
  }

  private static Selection of(String text, Selection elsewhere) throws UserError {
    try {
      return new Selection(text, elsewhere);
    } catch (PatternSyntaxException e) {
      throw new UserError(
          "recsim.experiment=%s is not a list of globs (%s); write names such as quick, papers/* or {a,b}"
              .formatted(text, e.getDescription()));
    }
  }

  /**
   * Whether a path below the experiments, with slashes, with or without its ending, matches a glob.
   */
  public boolean matches(String file) {
    Path path = Path.of(file);
    Path stem = Path.of(stem(file));
    return matchers.stream().anyMatch(it -> it.matches(path) || it.matches(stem));
  }

  /** Whether a glob matches the name, or a folder that it is in. */
  public boolean selects(String name) {
    try {
      return matches(name)
          || name.contains("/") && selects(name.substring(0, name.lastIndexOf('/')));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** As {@link #matches}, by a glob that is a name: it has no {@code *}, {@code ?} or brackets. */
  public boolean names(String file) {
    Path path = Path.of(file);
    Path stem = Path.of(stem(file));
    return IntStream.range(0, globs.size())
        .filter(i -> !globs.get(i).matches(".*[*?\\[].*"))
        .mapToObj(matchers::get)
        .anyMatch(it -> it.matches(path) || it.matches(stem));
  }

  /** Whether a check may leave out an experiment that no glob matches. */
  public boolean mayLeaveOut(String name) {
    return elsewhere == null || elsewhere.matches(name);
  }

  /** Whether a glob can match an experiment that a sweep in the file defines. */
  boolean mayMatchSweep(String file) {
    return globs.stream().anyMatch(it -> it.startsWith(stem(file) + "/"));
  }

  /** The path without the ending. */
  static String stem(String file) {
    int dot = file.lastIndexOf('.');
    String ending = file.substring(dot + 1);
    return dot >= 0 && (ending.equals("yaml") || ending.equals("yml"))
        ? file.substring(0, dot)
        : file;
  }

  /** For messages: {@code " of <globs>"}, or nothing if all are selected. */
  public String suffix() {
    return text.equals("*") ? "" : " of " + text;
  }

  @Override
  public String toString() {
    return text;
  }
}
