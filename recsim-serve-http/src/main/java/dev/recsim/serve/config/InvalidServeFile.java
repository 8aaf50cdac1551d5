package dev.recsim.serve.config;

import dev.recsim.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A {@code serve.yaml}, or settings in its place, with problems. */
public final class InvalidServeFile extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  InvalidServeFile(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns all problems, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
