package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.EmpiricalLikelihood;
import dev.recsim.ope.LargestShare;
import dev.recsim.ope.SessionGroups;
import dev.recsim.ope.Spread;
import dev.recsim.ope.StateWeights;
import dev.recsim.ope.StitchedSessions;
import dev.recsim.ope.WeightCheck;
import dev.recsim.ope.Weighted;
import dev.recsim.ope.evaluation.Evaluated.Effect;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.ope.evaluation.Evaluated.Weights;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A target policy with the sums of its weights and estimators.
 *
 * @param <S> a session of the estimators
 */
final class TargetSums<S extends Weighted> implements Serializable {
  private static final long serialVersionUID = 1;

  /** Fewest sessions with a reward without a warning. */
  private static final int FEW_REWARDS = 30;

  /** One of so many sessions is among the largest; share of the sum without a warning. */
  private static final int LARGEST = 1_000;

  private static final double LARGEST_SHARE = 0.2;

  /** Largest factor between the errors over stitched and over logged sessions with an answer. */
  private static final double LARGEST_FACTOR = 2;

  /** Level of the interval in which two estimators agree. */
  private static final double AGREEMENT = 0.999;

  private final transient Target target;
  private final transient Survey survey;
  private final transient Rows<S> rows;
  private final ArrayList<EstimatorSums<S>> estimators = new ArrayList<>();
  private final WeightCheck check = new WeightCheck();
  private final StateWeights states = new StateWeights();
  private final LargestShare largest;

  /** Null if sessions have one step. */
  private final StitchedSessions stitched;

  /** Null if there is none. */
  private final EmpiricalLikelihood likelihood;

  TargetSums(
      Target target,
      Rows<S> rows,
      Survey survey,
      SessionGroups groups,
      EmpiricalLikelihood likelihood) {
    this.target = target;
    this.survey = survey;
    this.rows = rows;
    this.likelihood = likelihood;
    this.stitched = survey.steps() > 1 ? new StitchedSessions(survey.stateNumbers()) : null;
    this.largest = new LargestShare((int) Math.max(1, survey.sessions() / LARGEST));
    rows.estimators().forEach(it -> estimators.add(new EstimatorSums<>(it, groups)));
  }

  Target target() {
    return target;
  }

  /** Adds the session whose group was drawn last. */
  void add(LoggedSession session) {
    S row = rows.row(session);
    double weight = row.weight();
    check.add(weight);
    if (Double.isNaN(weight)) {
      return;
    }
    check.addUnsupported(rows.unsupported(session));
    rows.addSteps(session, row, states, stitched);
    largest.add(weight * row.reward());
    for (EstimatorSums<S> estimator : estimators) {
      estimator.add(row);
    }
    if (likelihood != null) {
      likelihood.add(weight, row.reward());
    }
  }

  void add(TargetSums<?> other) {
    check.add(other.check);
    states.add(other.states);
    largest.add(other.largest);
    if (stitched != null) {
      stitched.add(other.stitched);
    }
    for (int e = 0; e < estimators.size(); e++) {
      estimators.get(e).add(other.estimators.get(e));
    }
    if (likelihood != null) {
      likelihood.add(other.likelihood);
    }
  }

  /**
   * The sums with what they say about their error, once all sessions are added.
   *
   * @param implausible what is wrong with the propensities of the log
   */
  Answer answer(double discount, Optional<String> implausible) {
    List<String> refusals = refusals(implausible);
    if (!refusals.isEmpty()) {
      return new Answer(1, 0, Optional.empty(), refusals);
    }
    EstimatorSums<S> first = estimators.get(0);
    Spread spread = first.spread();
    double index = spread.tailIndex();
    double factor = 1;
    if (stitched != null) {
      StitchedSessions.Error error = stitched.error(rows.slopes(first, discount));
      factor = Math.max(1, error.standardError() / spread.standardError());
      if (factor > LARGEST_FACTOR) {
        refusals.add(WeightCheck.missingHeavy(factor, error.largestWeight()));
      }
    }
    if (index > Spread.LARGEST_INDEX) {
      refusals.add(WeightCheck.heavy(index));
    }
    return new Answer(factor, index, Optional.of(spread.times(factor)), refusals);
  }

  /**
   * Whether the log answers.
   *
   * @param factor of the error that the sessions show
   * @param tailIndex of what sessions contribute
   * @param spread of the first estimator; empty if its weights are refused
   * @param refusals empty if it answers
   */
  record Answer(double factor, double tailIndex, Optional<Spread> spread, List<String> refusals) {
    /** The part of the estimate's variance that the sessions do not show. */
    double unseen() {
      double error = spread.orElseThrow().standardError();
      return error * error * (1 - 1 / (factor * factor));
    }
  }

  /**
   * The result.
   *
   * @param alpha error rate of each end of an interval
   */
  OfTarget result(Answer answer, Effect effect, double alpha) {
    boolean answers = answer.refusals().isEmpty();
    List<Estimated> estimates = new ArrayList<>();
    if (answers) {
      estimators.forEach(it -> estimates.add(it.estimated(answer.factor(), alpha)));
      if (likelihood != null) {
        estimates.add(
            new Estimated(
                "likelihood",
                likelihood.value(),
                Double.NaN,
                Optional.of(likelihood.interval(1 - 2 * alpha))));
      }
    }
    return new OfTarget(
        target.name(),
        new Weights(
            check.effectiveSample(),
            check.mean(),
            check.largest(),
            check.unsupported(),
            answer.tailIndex()),
        effect,
        estimates,
        answer.refusals(),
        answers ? warnings() : List.of(),
        answers ? contradiction() : Optional.empty());
  }

  private List<String> refusals(Optional<String> implausible) {
    List<String> refusals = new ArrayList<>();
    if (survey.rewarded() == 0) {
      refusals.add(
          "all sessions have the same reward, so the log does not show how much rewards vary; log"
              + " more sessions");
    }
    implausible.ifPresent(refusals::add);
    target.refusal().ifPresent(refusals::add);
    refusals.addAll(check.refusals());
    if (refusals.isEmpty()) {
      states
          .missing()
          .map(it -> WeightCheck.missing(it, survey.stateText(it.state())))
          .ifPresent(refusals::add);
    }
    return refusals;
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>(check.warnings());
    if (survey.rewarded() < FEW_REWARDS) {
      warnings.add(
          "only %s sessions have more than the smallest reward: intervals may be too narrow"
              .formatted(survey.rewarded()));
    }
    if (largest.share() > LARGEST_SHARE) {
      warnings.add(WeightCheck.concentrated(largest.count(), largest.share()));
    }
    return warnings;
  }

  /** What two estimators say that cannot both be right; empty if they agree or there is one. */
  private Optional<String> contradiction() {
    Optional<EstimatorSums<S>> plain =
        estimators.stream().filter(it -> it.estimator().name().equals(rows.plain())).findFirst();
    EstimatorSums<S> first = estimators.get(0);
    if (plain.isEmpty() || plain.get() == first) {
      return Optional.empty();
    }
    Spread difference = first.spread().minus(plain.get().spread(), first.moments().n());
    return difference.interval(AGREEMENT).contains(0)
        ? Optional.empty()
        : Optional.of(
            WeightCheck.contradiction(
                first.estimator().name(), plain.get().estimator().name(), difference.value()));
  }
}
