package dev.recsim.agent;

import dev.recsim.agent.TabularQOptions.Exploration;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.Tensor;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.Map;

/**
 * Learns from each step as it happens, once: Q(o, A) moves by the learning rate towards r + gamma
 * max Q(o', A'), and towards r alone where the session ended (Watkins 1989). The reward of the last
 * step counts like any other; a session that was cut off goes on in the target.
 */
final class TabularQLearner implements Learner {
  private static final String KEYS = "keys";
  private static final String VALUES = "values";
  private static final String COUNTS = "counts";

  private final TabularQOptions options;
  private final QTable table;
  private final TabularQPolicy policy;
  private int sessions;

  TabularQLearner(TabularQOptions options, Space space, QTable table) {
    this.options = options;
    this.table = table;
    this.policy = new TabularQPolicy(options, space, table);
  }

  @Override
  public Policy exploring() {
    return this::explore;
  }

  private Slate explore(Observation observation, RandomKey key) {
    if (options.exploration() == Exploration.MIN_COUNT) {
      return policy.rarest(observation);
    }
    double epsilon = StrictMath.pow(options.explorationTemperature(), sessions + 1);
    return key.uniform(0) < epsilon
        ? policy.random(observation, key.child("slate"))
        : policy.choose(observation);
  }

  @Override
  public void observe(Transition transition) {
    Step step = transition.step();
    double target = step.reward();
    if (step.status() != Status.ENDED && options.gamma() > 0) {
      target += options.gamma() * policy.greatest(step.next());
    }
    int entry = policy.entry(transition.observation(), transition.slate());
    int count = table.count(entry) + 1;
    double rate = options.learningRate() / StrictMath.pow(count, options.learningRateDecay());
    double value = table.value(entry);
    table.set(entry, (float) (value + rate * (target - value)), count);
    sessions += step.status() == Status.CONTINUES ? 0 : 1;
  }

  /** Nothing is left to be done: a step is learned from when it is observed. */
  @Override
  public void update(int batchSize) {
    if (table.size() == 0) {
      throw new IllegalStateException("nothing was observed yet: warm up before the first update");
    }
  }

  @Override
  public String engine() {
    return "table";
  }

  @Override
  public Weights weights() {
    int size = table.size();
    int length = table.keyLength();
    float[] keys = new float[size * length];
    float[] values = new float[size];
    float[] counts = new float[size];
    for (int entry = 0; entry < size; entry++) {
      for (int i = 0; i < length; i++) {
        keys[entry * length + i] = table.key(entry, i);
      }
      values[entry] = table.value(entry);
      counts[entry] = table.count(entry);
    }
    return Weights.of(
        Map.of(
            KEYS, Tensor.matrix(size, length, keys),
            VALUES, Tensor.vector(values),
            COUNTS, Tensor.vector(counts)));
  }

  @Override
  public void load(Weights weights) {
    load(weights, table);
  }

  /**
   * Fills a table.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  static void load(Weights weights, QTable table) {
    Tensor values = weights.tensors().get(VALUES);
    int size = values == null ? 0 : values.data().length;
    float[] value = weights.get(VALUES, size).data();
    float[] keys = weights.get(KEYS, size, table.keyLength()).data();
    float[] counts = weights.get(COUNTS, size).data();
    table.clear();
    int[] key = new int[table.keyLength()];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < key.length; k++) {
        key[k] = (int) keys[i * key.length + k];
      }
      table.set(table.entry(key), value[i], (int) counts[i]);
    }
  }
}
