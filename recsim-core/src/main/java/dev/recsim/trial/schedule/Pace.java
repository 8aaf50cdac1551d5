package dev.recsim.trial.schedule;

import dev.recsim.api.Learner;
import dev.recsim.api.Space;
import dev.recsim.io.ExternalFailure;

/** Says when sessions are due, and how long a training lasts. */
public interface Pace {
  /** Largest number of epochs. */
  int epochs();

  /** Number of gradient steps in an epoch. */
  int updatesPerEpoch();

  /** Number of transitions in a gradient step. */
  int batchSize();

  /** Which weights are evaluated. */
  Keep keep();

  /** Number of epochs without a better checkpoint that end a training; 0 if none do. */
  int patience();

  /**
   * Why a training ends after an epoch; null if it continues.
   *
   * @param sinceBest number of epochs since the best checkpoint
   * @param plateau has the scores of all checkpoints
   */
  Ending ending(int epoch, int sinceBest, Plateau plateau);

  /** The sessions of a checkpoint. */
  Validation validation(int epoch, int evaluationSessions, double stepsPerSession);

  /**
   * Sessions that validate a checkpoint.
   *
   * @param name part of the path of their keys
   * @param users number of the set of users
   * @param sessions number of sessions
   * @param scores whether they score the checkpoint; else they only draw the curve
   * @param orExact whether the exact value scores the checkpoint, if there is one
   */
  record Validation(String name, int users, int sessions, boolean scores, boolean orExact) {}

  /** Whether another session is due after these gradient steps, sessions and steps. */
  boolean due(long updates, int sessions, long envSteps);

  /**
   * The pace of a training.
   *
   * @throws RuntimeException if the learner's plan is wrong
   */
  static Pace of(TrainingMode mode, Space space, Learner learner) {
    if (mode instanceof AutoTraining auto) {
      return Planned.of(auto, space, learner);
    }
    if (learner instanceof SelfLearner) {
      throw new ExternalFailure(
          "it trains itself, for a number of environment steps, but \"training\" declares sessions and"
              + " gradient steps; write \"training: {env_steps: 50000}\"");
    }
    return (Training) mode;
  }

  /**
   * The pace of automatic training: a number of environment steps, and gradient steps evenly spaced
   * over those after warm-up.
   */
  record Planned(long envSteps, long warmup, int epochs, int updatesPerEpoch, int batchSize)
      implements Pace {
    /** Largest number of checkpoints. */
    private static final int CHECKPOINTS = 25;

    /**
     * If environment steps are given, they count, also if the learner plans fewer; then gradient
     * steps grow in proportion. Of a learner that trains itself, only environment steps count.
     */
    private static Planned of(AutoTraining auto, Space space, Learner learner) {
      long bound = auto.steps(space);
      Learner.Plan plan = learner.plan(bound);
      long envSteps = auto.envSteps() != null ? bound : Math.min(plan.envSteps(), auto.most(space));
      if (learner instanceof SelfLearner) {
        return new Planned(envSteps, 0, CHECKPOINTS, 1, 1);
      }
      double longer = Math.max(1, (double) envSteps / plan.envSteps());
      int planned = (int) Math.min(Integer.MAX_VALUE / 2, Math.round(plan.updates() * longer));
      int all = auto.updates() == null ? planned : auto.updates();
      int updates = (all + CHECKPOINTS - 1) / CHECKPOINTS;
      int epochs = (all + updates - 1) / updates;
      long warmup = (long) (plan.warmup() * envSteps);
      return new Planned(envSteps, warmup, epochs, updates, plan.batchSize());
    }

    @Override
    public Keep keep() {
      return Keep.BEST;
    }

    @Override
    public boolean due(long updates, int sessions, long steps) {
      double share = (double) updates / ((long) epochs * updatesPerEpoch);
      return steps < Math.max(1, warmup + (envSteps - warmup) * share);
    }

    @Override
    public int patience() {
      return 0;
    }

    @Override
    public Ending ending(int epoch, int sinceBest, Plateau plateau) {
      return plateau.reached() ? Ending.PLATEAU : epoch == epochs ? Ending.BUDGET : null;
    }

    /** The same users at all checkpoints; all checkpoints take a fifth of the training's steps. */
    @Override
    public Validation validation(int epoch, int evaluationSessions, double stepsPerSession) {
      double sessions = envSteps / 5.0 / epochs / stepsPerSession;
      int count = (int) Math.max(200, Math.min(sessions, 2_000));
      return new Validation("auto", 0, count, true, false);
    }
  }
}
