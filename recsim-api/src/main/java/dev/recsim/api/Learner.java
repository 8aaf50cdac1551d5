package dev.recsim.api;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains an {@link Agent}. Confined to one thread. One that can also learn from sessions of other
 * policies is a {@link LogLearner}.
 */
public interface Learner {

  /** {@return the policy that collects training sessions, including exploration} */
  Policy exploring();

  /**
   * Receives one step of a training session. The steps of a session arrive in order, and sessions
   * one after another.
   *
   * @param transition one step of a session
   */
  void observe(Transition transition);

  /**
   * Takes one gradient step on transitions that were observed.
   *
   * @param batchSize number of transitions
   * @throws IllegalStateException if no transition was observed yet
   */
  void update(int batchSize);

  /**
   * {@return how to train this learner if the experiment does not say; by default up to 300,000
   * steps, a tenth of them as warm-up, and 2,000 gradient steps on 256 transitions}
   *
   * @param envSteps largest number of environment steps, the same for all agents
   */
  default Plan plan(long envSteps) {
    return new Plan(300_000, 0.1, 2_000, 256);
  }

  /**
   * Called once, before the first step.
   *
   * @param updates number of gradient steps of the training, if it does not end early; schedules
   *     are shares of it
   */
  default void startTraining(long updates) {}

  /**
   * Called at the start of each epoch, before its updates.
   *
   * @param updates number of gradient steps of the epoch
   * @param batchSize number of transitions of each gradient step
   */
  default void startEpoch(int updates, int batchSize) {}

  /**
   * {@return training diagnostics by name, such as the loss; each is the mean since the last call}
   * They are stored at checkpoints and shown below the learning curves. A value that is not finite
   * fails the trial.
   */
  default SortedMap<String, Double> diagnostics() {
    return new TreeMap<>();
  }

  /**
   * {@return the name of the engine that computes its networks, for example {@code java}; by
   * default empty, for learners without networks}
   */
  default Optional<String> engine() {
    return Optional.empty();
  }

  /** {@return a copy of the parameters of the greedy policy} */
  Weights weights();

  /**
   * {@return a copy of the parameters with which {@link Agent#greedy} draws its slates as {@link
   * #exploring} does; empty for learners whose exploring policy is not what they learn} Training
   * that keeps the best checkpoint loads these if drawn slates earned more.
   */
  default Optional<Weights> drawing() {
    return Optional.empty();
  }

  /**
   * Replaces the parameters.
   *
   * @param weights as from {@link #weights()} or {@link #drawing()}
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(Weights weights);

  /**
   * One step of a training session. Immutable.
   *
   * @param observation the observation before the step
   * @param slate the slate shown
   * @param step the result of the step
   */
  record Transition(Observation observation, Slate slate, Step step) {}

  /**
   * How a learner wants to be trained, see {@link Learner#plan}.
   *
   * @param envSteps largest number of environment steps; if it is above the bound of the
   *     experiment, the bound counts; if the experiment declares more, that counts, and gradient
   *     steps grow in proportion
   * @param warmup share of the environment steps before the first gradient step, 0 to below 1
   * @param updates largest number of gradient steps; at least 1
   * @param batchSize number of transitions of a gradient step; at least 1
   */
  record Plan(long envSteps, double warmup, int updates, int batchSize) {
    /**
     * Checks the numbers.
     *
     * @param envSteps largest number of environment steps
     * @param warmup share of the environment steps before the first gradient step
     * @param updates largest number of gradient steps
     * @param batchSize number of transitions of a gradient step
     * @throws IllegalArgumentException if a number is out of range
     */
    public Plan {
      if (envSteps < 1 || !(warmup >= 0 && warmup < 1) || updates < 1 || batchSize < 1) {
        throw new IllegalArgumentException(
            ("a training plan needs a warmup from 0 to below 1, and at least 1 step, 1 update and a"
                    + " batch of 1, not %s, %s, %s and %s")
                .formatted(warmup, envSteps, updates, batchSize));
      }
    }
  }
}
