package dev.recsim.experimentfile;

import dev.recsim.live.options.LiveTestSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a file defines.
 *
 * @param experiments empty if it only evaluates policies on a log
 * @param evaluations of its experiments or of policies that are no agents
 * @param liveTests at most one
 */
public record Contents(
    List<ExperimentSpec> experiments,
    List<EvaluationSpec> evaluations,
    List<LiveTestSpec> liveTests) {
  /** Nothing. */
  public Contents() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** Adds what another file defines. */
  public void add(Contents other, Predicate<String> selected) {
    other.experiments.stream().filter(it -> selected.test(it.name())).forEach(experiments::add);
    other.evaluations.stream().filter(it -> selected.test(it.name())).forEach(evaluations::add);
    other.liveTests.stream().filter(it -> selected.test(it.name())).forEach(liveTests::add);
  }

  /** Whether nothing is defined. */
  public boolean isEmpty() {
    return experiments.isEmpty() && evaluations.isEmpty() && liveTests.isEmpty();
  }
}
