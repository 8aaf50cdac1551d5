package dev.recsim.app.promote;

import dev.recsim.app.FinishedTrial;
import dev.recsim.app.project.UserError;
import dev.recsim.policy.Manifest.Rule;
import dev.recsim.policy.Manifest.Selection;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Training;
import java.util.Comparator;
import java.util.List;

/** Selects the seeds of an agent that are promoted. */
final class SeedRule {
  private SeedRule() {}

  /** The selected trials, and why. */
  record Selected(List<FinishedTrial> trials, Selection selection) {
    private static Selected one(FinishedTrial trial, Rule rule, String reason) {
      return new Selected(
          List.of(trial), new Selection(rule, "seed %s %s".formatted(seed(trial), reason)));
    }
  }

  /**
   * Applies a rule. Of equal scores, the lowest seed is selected.
   *
   * @param trials of all seeds, in ascending order
   * @throws UserError if the rule needs a validation, and there is none
   */
  static Selected select(Rule rule, List<FinishedTrial> trials) throws UserError {
    int count = trials.size();
    return switch (rule) {
      case ALL ->
          new Selected(
              trials,
              new Selection(rule, "each decision is served by one of all seeds, drawn by its key"));
      case MEDIAN -> {
        List<FinishedTrial> sorted =
            trials.stream().sorted(Comparator.comparingDouble(SeedRule::score)).toList();
        String reason =
            count % 2 == 1
                ? "has the median score of %s".formatted(count)
                : "has the lower one of the two middle scores of %s".formatted(count);
        yield Selected.one(sorted.get((count - 1) / 2), rule, reason);
      }
      case BEST_VALIDATION -> {
        FinishedTrial best = trials.get(0);
        for (FinishedTrial trial : trials) {
          best = validation(trial) > validation(best) ? trial : best;
        }
        yield Selected.one(
            best,
            rule,
            "has the best score of %s in the validation of its training".formatted(count));
      }
    };
  }

  private static int seed(FinishedTrial trial) {
    return trial.result().id().seed();
  }

  private static double score(FinishedTrial trial) {
    return trial.result().score();
  }

  /** The validation score of the weights that a training kept. */
  private static double validation(FinishedTrial trial) throws UserError {
    Completed result = trial.result();
    boolean sessions =
        !(trial.planned().trial().training() instanceof Training declared)
            || declared.validationSessions() > 0;
    for (Checkpoint checkpoint : result.curve()) {
      Double score = sessions ? checkpoint.meanReward() : checkpoint.exactValue();
      if (checkpoint.epoch() == result.keptEpoch() && score != null) {
        return score;
      }
    }
    throw new UserError(
        "recsim.seed=best_validation needs trainings with a validation, but trial %s has none; write training: auto or training: {validation_sessions: 200} and run it again, or select another seed with recsim.seed=median"
            .formatted(result.id()));
  }
}
