package dev.recsim.serve.config;

import dev.recsim.yaml.Problem;
import dev.recsim.yaml.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A {@code serve.yaml}, or settings in its place, with problems. */
public final class InvalidServeFile extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  InvalidServeFile(List<Problem> problems) {
    super(problems.stream().map(InvalidServeFile::text).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** A setting is in no file; its message names it, or is about all of them. */
  private static String text(Problem problem) {
    return problem.file().equals(Path.of(Problems.SETTING))
        ? problem.message().replaceFirst("^: ", "")
        : problem.toString();
  }

  /** Returns all problems, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
