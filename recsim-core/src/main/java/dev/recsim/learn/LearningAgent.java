package dev.recsim.learn;

import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Base class of agents that are their own learners. It computes diagnostics as means, and refuses
 * updates before the first transition.
 */
public abstract class LearningAgent implements Agent, Learner {
  /** Sum and number of the values of each diagnostic. */
  private final Map<String, double[]> tracked = new HashMap<>();

  private boolean empty = true;

  /** Creates an agent that has observed nothing. */
  protected LearningAgent() {}

  @Override
  public final Optional<Learner> learner() {
    return Optional.of(this);
  }

  @Override
  public void observe(Transition transition) {
    take(transition);
    empty = false;
  }

  @Override
  public final void update(int batchSize) {
    requireTransitions();
    train(batchSize);
  }

  /**
   * Checks that at least one transition was observed.
   *
   * @throws IllegalStateException if none was observed yet
   */
  protected final void requireTransitions() {
    if (empty) {
      throw new IllegalStateException("nothing was observed yet: warm up before the first update");
    }
  }

  /**
   * Adds a value to the mean of a diagnostic, see {@link #diagnostics()}.
   *
   * @param name of the diagnostic, snake_case, for example {@code loss}
   * @param value a finite number
   * @throws IllegalStateException if the value is NaN or infinite, which fails the trial
   */
  protected final void track(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException(name + " is " + value);
    }
    double[] mean = tracked.computeIfAbsent(name, added -> new double[2]);
    mean[0] += value;
    mean[1]++;
  }

  @Override
  public final SortedMap<String, Double> diagnostics() {
    SortedMap<String, Double> means = new TreeMap<>();
    tracked.forEach((name, mean) -> means.put(name, mean[0] / mean[1]));
    tracked.clear();
    return means;
  }

  /**
   * Receives one step, see {@link #observe}.
   *
   * @param transition one step of a session
   */
  protected abstract void take(Transition transition);

  /**
   * Takes one gradient step, see {@link #update}. By default it does nothing, for agents that learn
   * in {@link #take}.
   *
   * @param batchSize number of transitions
   */
  protected void train(int batchSize) {}

  @Override
  public Optional<String> engine() {
    return Optional.of("table");
  }
}
