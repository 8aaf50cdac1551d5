package dev.recsim.ope.evaluation;

import dev.recsim.ope.Bootstrap;
import dev.recsim.ope.Estimator;
import dev.recsim.ope.Moments;
import dev.recsim.ope.Terms;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * An estimator and its sums over sessions.
 *
 * @param <S> a session of the estimator
 */
final class EstimatorSums<S> implements Serializable {
  private static final long serialVersionUID = 1;
  private final transient Estimator<S> estimator;

  /** Those of the session that was added last. */
  private final transient Terms terms;

  private final Moments moments;
  private final Bootstrap.Sums resampled;

  EstimatorSums(Estimator<S> estimator, Bootstrap bootstrap) {
    this.estimator = estimator;
    this.terms = new Terms(estimator.ratios());
    this.moments = new Moments(estimator.ratios());
    this.resampled = bootstrap.sums(estimator.ratios());
  }

  void add(S session) {
    moments.add(terms.set(estimator, session));
  }

  /** Adds the session, which the bootstrap has drawn, to the replicates. */
  void resample() {
    resampled.add(terms);
  }

  void add(EstimatorSums<?> other) {
    moments.add(other.moments);
    resampled.add(other.resampled);
  }

  int ratios() {
    return estimator.ratios();
  }

  Terms terms() {
    return terms;
  }

  double value() {
    return moments.value();
  }

  Estimated estimated() {
    if (!estimator.sampled() || moments.n() < 2) {
      return new Estimated(
          estimator.name(), value(), Double.NaN, Optional.empty(), Optional.empty());
    }
    return new Estimated(
        estimator.name(),
        value(),
        moments.standardError(),
        Optional.of(moments.interval(PolicyEvaluation.LEVEL)),
        // Of very few sessions, some replicates have none.
        Optional.of(resampled.values())
            .filter(it -> it.length > 0 && Arrays.stream(it).allMatch(Double::isFinite))
            .map(it -> Bootstrap.interval(it, PolicyEvaluation.LEVEL)));
  }
}
