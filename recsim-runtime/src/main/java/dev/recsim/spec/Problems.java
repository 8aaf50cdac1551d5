package dev.recsim.spec;

import dev.recsim.api.InvalidFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with one experiment file and the files it names. */
final class Problems {
  private final Path file;
  private final List<Problem> own = new ArrayList<>();
  private final List<Problem> inOtherFiles = new ArrayList<>();

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
    own.add(new Problem(file, line, column, message));
  }

  void add(InvalidFile e) {
    inOtherFiles.add(new Problem(e.file(), e.line(), e.column(), e.getMessage()));
  }

  int count() {
    return own.size() + inOtherFiles.size();
  }

  /** All of them in the order of the file; those in files it names come last. */
  List<Problem> inOrder() {
    List<Problem> all = new ArrayList<>(own);
    all.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    all.addAll(inOtherFiles);
    return all.stream().distinct().toList();
  }
}
