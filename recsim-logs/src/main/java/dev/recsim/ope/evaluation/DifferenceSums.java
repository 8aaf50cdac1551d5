package dev.recsim.ope.evaluation;

import dev.recsim.ope.Moments;
import dev.recsim.ope.Terms;
import dev.recsim.ope.evaluation.Evaluated.Difference;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.ope.evaluation.PolicyEvaluation.Comparison;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The sums of the difference of two estimators on the same sessions. */
final class DifferenceSums implements Serializable {
  private static final long serialVersionUID = 1;
  private final transient Comparison asked;
  private final transient EstimatorSums<?> of;
  private final transient EstimatorSums<?> to;
  private final transient Terms terms;
  private final Moments moments;

  DifferenceSums(Comparison asked, EstimatorSums<?> of, EstimatorSums<?> to) {
    this.asked = asked;
    this.of = of;
    this.to = to;
    this.terms = new Terms(of.ratios() + to.ratios());
    this.moments = new Moments(of.ratios() + to.ratios());
  }

  /** Adds the session that was added last to both estimators. */
  void add() {
    moments.add(terms.setDifference(of.terms(), to.terms()));
  }

  void add(DifferenceSums other) {
    moments.add(other.moments);
  }

  Difference difference(List<OfTarget> results) {
    List<String> refusals = new ArrayList<>();
    for (OfTarget each : results) {
      if (each.name().equals(asked.of()) || each.name().equals(asked.to())) {
        each.refusals().forEach(reason -> refusals.add(each.name() + ": " + reason));
      }
    }
    boolean refused = !refusals.isEmpty();
    return new Difference(
        asked.of(),
        asked.to(),
        moments.n(),
        refused ? Double.NaN : moments.value(),
        refused ? Double.NaN : to.value(),
        refused ? Double.NaN : moments.standardError(),
        refusals);
  }
}
