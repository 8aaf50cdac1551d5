package dev.recsim.ope.evaluation;

import dev.recsim.ope.Estimator;
import dev.recsim.ope.Moments;
import dev.recsim.ope.SessionGroups;
import dev.recsim.ope.Spread;
import dev.recsim.ope.Terms;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import java.io.Serializable;
import java.util.Optional;

/**
 * An estimator and its sums over sessions.
 *
 * @param <S> a session of the estimator
 */
final class EstimatorSums<S> implements Serializable {
  private static final long serialVersionUID = 1;
  private final transient Estimator<S> estimator;
  private final transient Terms terms;
  private final Moments moments;
  private final SessionGroups.Sums groups;

  EstimatorSums(Estimator<S> estimator, SessionGroups groups) {
    this.estimator = estimator;
    this.terms = new Terms(estimator.ratios());
    this.moments = new Moments(estimator.ratios());
    this.groups = groups.sums(estimator.ratios());
  }

  /** Adds the session whose group was drawn last. */
  void add(S session) {
    moments.add(terms.set(estimator, session));
    groups.add(terms);
  }

  void add(EstimatorSums<?> other) {
    moments.add(other.moments);
    groups.add(other.groups);
  }

  Estimator<S> estimator() {
    return estimator;
  }

  Moments moments() {
    return moments;
  }

  /** The estimate and its error, as the sessions show it. */
  Spread spread() {
    return new Spread(moments.value(), moments.standardError(), groups.influence(moments));
  }

  /**
   * The estimate.
   *
   * @param factor of the error that the sessions show
   * @param alpha error rate of each end of the interval
   */
  Estimated estimated(double factor, double alpha) {
    if (!estimator.unbiased() || moments.n() < 2) {
      return new Estimated(estimator.name(), moments.value(), Double.NaN, Optional.empty());
    }
    Spread spread = spread().times(factor);
    return new Estimated(
        estimator.name(),
        spread.value(),
        spread.standardError(),
        Optional.of(spread.bounds(alpha)));
  }
}
