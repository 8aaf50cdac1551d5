package dev.recsim.app;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Selects experiments by globs with commas in between: {@code *} matches within a folder, {@code
 * **} across folders. A comma in braces belongs to the glob.
 */
public final class Selection {
  /** The experiments directly in the folder. */
  public static final Selection DEFAULT = new Selection("*", List.of("*"));

  private final String text;
  private final List<String> globs;
  private final List<PathMatcher> matchers;

  private Selection(String text, List<String> globs) {
    this.text = text;
    this.globs = globs;
    this.matchers =
        globs.stream().map(it -> FileSystems.getDefault().getPathMatcher("glob:" + it)).toList();
  }

  /**
   * Reads globs.
   *
   * @throws UserError if one is not a glob
   */
  public static Selection of(String text) throws UserError {
    try {
      return new Selection(text, globs(text));
    } catch (PatternSyntaxException e) {
      throw new UserError(
          "recsim.experiment=%s is not a list of globs (%s); write names such as quick, papers/* or {a,b}"
              .formatted(text, e.getDescription()));
    }
  }

  private static List<String> globs(String text) {
    List<String> globs = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (i == text.length() || c == ',' && depth == 0) {
        globs.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    return globs;
  }

  /** Whether a path below the experiments, with or without its ending, matches a glob. */
  public boolean matches(Path file) {
    Path stem = Path.of(stem(file));
    return matchers.stream().anyMatch(it -> it.matches(file) || it.matches(stem));
  }

  /** Whether a glob begins like the names of experiments that the file would make. */
  boolean mayMatchBelow(Path file) {
    return globs.stream().anyMatch(it -> it.startsWith(stem(file) + "/"));
  }

  /** The path with slashes, without the ending. */
  static String stem(Path file) {
    return file.toString().replace('\\', '/').replaceFirst("\\.ya?ml$", "");
  }

  boolean isDefault() {
    return text.equals("*");
  }

  /** For messages: {@code " of <globs>"}, or nothing for the default. */
  String suffix() {
    return isDefault() ? "" : " of " + text;
  }

  @Override
  public String toString() {
    return text;
  }
}
