package dev.recsim.api;

import java.util.SortedMap;
import java.util.TreeMap;

/** The side of an {@link Agent} that learns. Confined to one thread. */
public interface Learner {

  /** {@return the policy that acts while learning, exploration included} */
  Policy exploring();

  /**
   * Takes in one step of a session; steps of a session come in order, one session after another.
   *
   * @param transition one step of a session
   */
  void observe(Transition transition);

  /**
   * Takes one gradient step on transitions drawn from what was observed.
   *
   * @param batchSize number of transitions
   * @throws IllegalStateException if nothing was observed yet
   */
  void update(int batchSize);

  /**
   * Called at the start of each epoch, before its updates.
   *
   * @param updates number of gradient steps of the epoch
   * @param batchSize number of transitions of each
   */
  default void startEpoch(int updates, int batchSize) {}

  /**
   * {@return figures of the learning so far by name, such as the loss; each the mean since the last
   * call} They are stored at checkpoints and drawn below the learning curves. A figure that is not
   * a finite number fails the trial.
   */
  default SortedMap<String, Double> diagnostics() {
    return new TreeMap<>();
  }

  /** {@return the name of the engine that computes its networks, for instance {@code java}} */
  String engine();

  /** {@return a copy of the parameters that decide how the agent acts} */
  Weights weights();

  /**
   * Acts by these parameters from now on.
   *
   * @param weights as from {@link #weights()}
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(Weights weights);
}
