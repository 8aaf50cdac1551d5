package dev.recsim.trial.schedule;

import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.io.ExternalFailure;

/**
 * A learner that plays its training sessions itself, such as a program with the training loop of a
 * library. It takes no single gradient steps and observes no steps of others, so no other agent can
 * be around it.
 */
public interface SelfLearner extends Learner {

  /** Trains until it is done, or its steps are used. */
  void train(Course course);

  /** The training sessions of a trial. */
  interface Course {
    /** The environment of the trial. */
    Environment environment();

    /** The name of the environment. */
    String name();

    /** The seed of the trial. */
    long seed();

    /** Largest number of environment steps. */
    long envSteps();

    /**
     * Counts steps before they are taken.
     *
     * @throws IllegalArgumentException if fewer are left; says what to do
     */
    void take(int steps);

    /** Whether more steps were wanted than are left. */
    boolean isExceeded();

    /** Opens the next session. Session i has the user of session i of other learners. */
    Session open();

    /**
     * Scores the greedy policy, and keeps the weights if no earlier ones have a better score.
     *
     * @return the score
     * @throws IllegalArgumentException if there were too many checkpoints
     */
    double checkpoint();
  }

  @Override
  default void startTraining(long updates) {
    throw inside();
  }

  @Override
  default Policy exploring() {
    throw inside();
  }

  @Override
  default void observe(Transition transition) {
    throw inside();
  }

  @Override
  default void update(int batchSize) {
    throw inside();
  }

  private static ExternalFailure inside() {
    return new ExternalFailure(
        "its base trains itself, so it cannot be inside another agent; use the base alone");
  }
}
