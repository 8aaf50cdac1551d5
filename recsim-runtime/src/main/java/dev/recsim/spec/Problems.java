package dev.recsim.spec;

import dev.recsim.api.InvalidFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with one experiment file and the files it names. */
final class Problems {
  /** Nobody mends more at a time; a file of nothing but mistakes must not fill the memory. */
  private static final int MOST = 100;

  private static final int MOST_KEPT = 10_000;
  private static final int LONGEST_MESSAGE = 600;
  private static final int LONGEST_END = 200;

  private final Path file;
  private final List<Problem> own = new ArrayList<>();
  private final List<Problem> inOtherFiles = new ArrayList<>();
  private int count;

  Problems(Path file) {
    this.file = file;
  }

  void at(Node node, String message) {
    at(node.getStartMark(), message);
  }

  void at(Mark mark, String message) {
    at(mark.getLine() + 1, mark.getColumn() + 1, message);
  }

  /** Line and column are 1-based, or 0 where there is none. */
  void at(int line, int column, String message) {
    count++;
    if (own.size() < MOST_KEPT) {
      own.add(new Problem(file, line, column, readable(message)));
    }
  }

  void add(InvalidFile e) {
    count++;
    inOtherFiles.add(new Problem(e.file(), e.line(), e.column(), readable(e.getMessage())));
  }

  int count() {
    return count;
  }

  /** In the order of the file, the first hundred; those in files it names come last. */
  List<Problem> inOrder() {
    List<Problem> all = new ArrayList<>(own);
    all.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    all.addAll(inOtherFiles);
    List<Problem> told = new ArrayList<>(all.stream().distinct().limit(MOST).toList());
    if (count > MOST && told.size() == MOST) {
      told.add(new Problem(file, 0, 0, "has more problems; these are the first " + MOST));
    }
    return told;
  }

  /** In one line of decent length, whatever texts of the file it repeats. */
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
        readable.append(String.format(Locale.ROOT, "\\u%04X", letters[i]));
      }
    }
    return readable.toString();
  }

  /** Others break the line, move the cursor, or turn the text around. */
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
