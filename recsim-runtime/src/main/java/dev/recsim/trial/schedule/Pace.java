package dev.recsim.trial.schedule;

import dev.recsim.api.Learner;
import dev.recsim.api.Space;
import dev.recsim.api.TrainingPlan;

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

  /** Whether another session is due after these gradient steps, sessions and steps. */
  boolean due(long updates, int sessions, long envSteps);

  /**
   * The pace of a training.
   *
   * @throws RuntimeException if the learner's plan is wrong
   */
  static Pace of(TrainingMode mode, Space space, Learner learner) {
    return mode instanceof AutoTraining auto ? Planned.of(auto, space, learner) : (Training) mode;
  }

  /**
   * The pace of automatic training: a number of environment steps, and gradient steps evenly spaced
   * over those after warm-up.
   */
  record Planned(long envSteps, long warmup, int epochs, int updatesPerEpoch, int batchSize)
      implements Pace {
    /** Largest number of checkpoints. */
    private static final int CHECKPOINTS = 25;

    private static Planned of(AutoTraining auto, Space space, Learner learner) {
      long bound = auto.steps(space);
      TrainingPlan plan = learner.plan(bound);
      long envSteps = Math.min(plan.envSteps(), bound);
      int all = auto.updates() == null ? plan.updates() : auto.updates();
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

    /**
     * Validation sessions of a checkpoint: as long as a fifth of the training, over all
     * checkpoints.
     */
    public int validationSessions(double stepsPerSession) {
      double sessions = envSteps / 5.0 / epochs / stepsPerSession;
      return (int) Math.max(200, Math.min(sessions, 2_000));
    }
  }
}
