package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.Bootstrap;
import dev.recsim.ope.EmpiricalLikelihood;
import dev.recsim.ope.WeightCheck;
import dev.recsim.ope.Weighted;
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

  private final transient Target target;
  private final transient Rows<S> rows;
  private final ArrayList<EstimatorSums<S>> estimators = new ArrayList<>();
  private final WeightCheck check = new WeightCheck();

  /** Null if there is none. */
  private final EmpiricalLikelihood likelihood;

  TargetSums(Target target, Rows<S> rows, Bootstrap bootstrap, EmpiricalLikelihood likelihood) {
    this.target = target;
    this.rows = rows;
    this.likelihood = likelihood;
    rows.estimators().forEach(it -> estimators.add(new EstimatorSums<>(it, bootstrap)));
  }

  Target target() {
    return target;
  }

  /** The estimator that claims use. */
  EstimatorSums<S> first() {
    return estimators.get(0);
  }

  /** Adds the session, which the bootstrap has drawn, to the replicates. */
  void resample() {
    for (EstimatorSums<S> estimator : estimators) {
      estimator.resample();
    }
  }

  void add(LoggedSession session) {
    S row = rows.row(session);
    check.add(row.weight());
    check.addUnsupported(rows.unsupported(session));
    for (EstimatorSums<S> estimator : estimators) {
      estimator.add(row);
    }
    if (likelihood != null) {
      likelihood.add(row.weight(), row.reward());
    }
  }

  void add(TargetSums<?> other) {
    check.add(other.check);
    for (int e = 0; e < estimators.size(); e++) {
      estimators.get(e).add(other.estimators.get(e));
    }
    if (likelihood != null) {
      likelihood.add(other.likelihood);
    }
  }

  OfTarget result(Survey survey) {
    List<String> refusals = refusals(survey);
    boolean answers = refusals.isEmpty();
    return new OfTarget(
        target.name(),
        new Weights(check.effectiveSample(), check.mean(), check.largest(), check.unsupported()),
        answers ? estimators.stream().map(EstimatorSums::estimated).toList() : List.of(),
        Optional.ofNullable(likelihood)
            .filter(it -> answers)
            .map(it -> it.interval(PolicyEvaluation.LEVEL)),
        refusals,
        answers ? warnings(survey) : List.of());
  }

  private List<String> refusals(Survey survey) {
    List<String> refusals = new ArrayList<>();
    if (survey.rewarded() == 0) {
      refusals.add(
          "all sessions have the same reward, so the log does not show how much rewards vary; log"
              + " more sessions");
    }
    survey.implausible().ifPresent(refusals::add);
    target.refusal().ifPresent(refusals::add);
    refusals.addAll(check.refusals());
    return refusals;
  }

  private List<String> warnings(Survey survey) {
    List<String> warnings = new ArrayList<>(check.warnings());
    if (survey.rewarded() < FEW_REWARDS) {
      warnings.add(
          "only %s sessions have more than the smallest reward: bootstrap and delta intervals may be too narrow"
              .formatted(survey.rewarded()));
    }
    return warnings;
  }
}
