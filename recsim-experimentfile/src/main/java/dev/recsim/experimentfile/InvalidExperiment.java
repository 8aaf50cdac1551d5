package dev.recsim.experimentfile;

import dev.recsim.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown if an experiment file has problems. It has all of them, in the order of the file. */
public final class InvalidExperiment extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public InvalidExperiment(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns all problems, at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
