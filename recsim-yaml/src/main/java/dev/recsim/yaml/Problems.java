package dev.recsim.yaml;

import dev.recsim.api.Options.InvalidFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Collects the problems of an experiment file, the files that it extends, settings, and the files
 * that its options name. The mark of a node tells in which of them it is.
 */
public final class Problems {
  /** The property with settings. */
  public static final String SETTING = "recsim.set";

  /** Start of the name of marks in settings; the path of the setting follows. */
  private static final String IN_SETTING = SETTING + ": ";

  /** Largest number of problems, so that a file of mistakes does not fill the memory. */
  private static final int MOST = 100;

  private static final int MOST_KEPT = 10_000;
  private static final int LONGEST_MESSAGE = 600;
  private static final int LONGEST_END = 200;

  private final Path file;
  private final Collected all;

  private static final class Collected {
    private final List<Problem> own = new ArrayList<>();
    private final List<Problem> inOtherFiles = new ArrayList<>();
    private int count;
  }

  public Problems(Path file) {
    this(file, new Collected());
  }

  private Problems(Path file, Collected all) {
    this.file = file;
    this.all = all;
  }

  /** Returns a mark in the value of a setting. */
  public static Mark setting(String path) {
    return new Mark(IN_SETTING + path, 0, 0, 0, new int[0], 0);
  }

  private static boolean isSetting(Mark mark) {
    return mark.getName().startsWith(IN_SETTING);
  }

  /** Returns the same collection for another file. */
  public Problems in(Path other) {
    return new Problems(other, all);
  }

  /** Returns an empty collection for the same file, to try something. */
  public Problems scratch() {
    return new Problems(file);
  }

  /** Returns the line of a node, 1-based; 1 if it is in another file. */
  public int line(Node node) {
    Mark mark = node.getStartMark();
    return mark.getName().equals(file.toString()) ? mark.getLine() + 1 : 1;
  }

  /**
   * Returns a path that a node names, relative to the experiment. In the node it is relative to the
   * file of the node.
   */
  public String fromHere(Node node, String path) {
    String name = node.getStartMark().getName();
    if (name.equals(file.toString()) || isSetting(node.getStartMark())) {
      return path;
    }
    try {
      Path here = file.toAbsolutePath().normalize().getParent();
      Path there = Path.of(name).toAbsolutePath().normalize().resolveSibling(path).normalize();
      return here.relativize(there).toString().replace('\\', '/');
    } catch (IllegalArgumentException e) {
      return path; // Not a path, or on another drive.
    }
  }

  /** Adds a problem and returns empty, in place of a value. */
  public <T> Optional<T> none(Node node, String message) {
    return none(node.getStartMark(), message);
  }

  /** As {@link #none(Node, String)}. */
  public <T> Optional<T> none(Mark mark, String message) {
    at(mark, message);
    return Optional.empty();
  }

  public void at(Node node, String message) {
    at(node.getStartMark(), message);
  }

  public void at(Mark mark, String message) {
    if (isSetting(mark)) {
      String path = mark.getName().substring(IN_SETTING.length());
      in(Path.of(SETTING)).at(0, 0, path + ": " + message);
    } else {
      in(Path.of(mark.getName())).at(mark.getLine() + 1, mark.getColumn() + 1, message);
    }
  }

  /** Adds a problem. Line and column are 1-based, or 0 if unknown. */
  public void at(int line, int column, String message) {
    all.count++;
    if (all.own.size() < MOST_KEPT) {
      all.own.add(new Problem(file, line, column, readable(message)));
    }
  }

  public void add(InvalidFile e) {
    all.count++;
    all.inOtherFiles.add(new Problem(e.file(), e.line(), e.column(), readable(e.getMessage())));
  }

  public int count() {
    return all.count;
  }

  /**
   * Returns the first hundred problems in the order of the file; those of other files come last.
   */
  public List<Problem> inOrder() {
    List<Problem> sorted = new ArrayList<>(all.own);
    sorted.sort(
        Comparator.comparing((Problem problem) -> !problem.file().equals(file))
            .thenComparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column));
    sorted.addAll(all.inOtherFiles);
    List<Problem> told = new ArrayList<>(sorted.stream().distinct().limit(MOST).toList());
    if (all.count > MOST && told.size() == MOST) {
      told.add(new Problem(file, 0, 0, "has more problems; these are the first " + MOST));
    }
    return told;
  }

  /** Returns the message on one line of limited length, whatever texts of the file it contains. */
  private static String readable(String message) {
    StringBuilder readable = new StringBuilder();
    int[] letters = Objects.requireNonNullElse(message, "is wrong").codePoints().toArray();
    for (int i = 0; i < letters.length; i++) {
      if (letters.length > LONGEST_MESSAGE && i == LONGEST_MESSAGE - LONGEST_END) {
        readable.append(" ... ");
        i = letters.length - LONGEST_END;
      }
      if (isVisible(letters[i])) {
        readable.appendCodePoint(letters[i]);
      } else {
        readable.append("\\u%04X".formatted(letters[i]));
      }
    }
    return readable.toString();
  }

  /**
   * Whether a character is visible. Others break the line, move the cursor, or change the text
   * direction.
   */
  private static boolean isVisible(int letter) {
    return switch (Character.getType(letter)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
