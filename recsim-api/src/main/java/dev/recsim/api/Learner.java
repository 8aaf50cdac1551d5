package dev.recsim.api;

import java.util.SortedMap;
import java.util.TreeMap;

/** Trains an {@link Agent}. Confined to one thread. */
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
   * {@return whether the learner may observe sessions that another policy played, such as those of
   * a log; by default not}
   */
  default boolean learnsFromLogs() {
    return false;
  }

  /**
   * Receives one step of a session that another policy played, as {@link #observe} does for those
   * of {@link #exploring()}. Called only if {@link #learnsFromLogs()}. By default the probabilities
   * are ignored.
   *
   * @param transition one step of a session
   * @param propensity the probability with which that policy showed the slate; NaN if unknown
   * @param propensities that of the document at each position, given those before it; NaN if
   *     unknown
   * @throws IllegalArgumentException if the learner needs a probability that is unknown
   */
  default void observeLogged(Transition transition, double propensity, double[] propensities) {
    observe(transition);
  }

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
  default TrainingPlan plan(long envSteps) {
    return new TrainingPlan(300_000, 0.1, 2_000, 256);
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

  /** {@return the name of the engine that computes its networks, for example {@code java}} */
  String engine();

  /** {@return a copy of the parameters of the greedy policy} */
  Weights weights();

  /**
   * Replaces the parameters.
   *
   * @param weights as from {@link #weights()}
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(Weights weights);
}
