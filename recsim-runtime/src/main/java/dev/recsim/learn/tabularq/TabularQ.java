package dev.recsim.learn.tabularq;

import dev.recsim.api.LearningAgent;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.learn.tabularq.TabularQOptions.Exploration;
import dev.recsim.random.RandomKey;

/**
 * Learns from each step as it happens, once: Q(o, A) moves by the learning rate towards r + gamma
 * max Q(o', A'), and towards r alone where the session ended (Watkins 1989). The reward of the last
 * step counts like any other; a session that was cut off goes on in the target.
 */
final class TabularQ extends LearningAgent {
  private final TabularQOptions options;
  private final QTable table;
  private final TabularQPolicy policy;
  private int sessions;

  TabularQ(TabularQOptions options, Space space) {
    Situation situation = new Situation(options, space);
    this.options = options;
    this.table = new QTable(situation.keyLength());
    this.policy = new TabularQPolicy(options, space, situation, table);
  }

  QTable table() {
    return table;
  }

  @Override
  public Policy greedy() {
    return policy;
  }

  @Override
  public Policy exploring() {
    return this::explore;
  }

  private Slate explore(Observation observation, RandomKey key) {
    if (options.exploration() == Exploration.MIN_COUNT) {
      return policy.rarest(observation);
    }
    return key.uniform(0) < epsilon()
        ? policy.random(observation, key.child("slate"))
        : policy.choose(observation);
  }

  private double epsilon() {
    return StrictMath.pow(options.explorationTemperature(), sessions + 1);
  }

  @Override
  protected void take(Transition transition) {
    Step step = transition.step();
    double target = step.reward();
    if (step.status() != Status.ENDED && options.gamma() > 0) {
      target += options.gamma() * policy.greatest(step.next());
    }
    int[] key = policy.key(transition.observation(), transition.slate());
    QTable.Entry known = table.get(key);
    int count = known.count() + 1;
    double rate = options.learningRate() / StrictMath.pow(count, options.learningRateDecay());
    table.set(key, (float) (known.value() + rate * (target - known.value())), count);
    track("target_value", target);
    track("td_error", Math.abs(target - known.value()));
    if (options.exploration() == Exploration.EPSILON_GREEDY) {
      track("epsilon", epsilon());
    }
    sessions += step.status() == Status.CONTINUES ? 0 : 1;
  }

  @Override
  public Weights weights() {
    return table.weights();
  }

  @Override
  public void load(Weights weights) {
    table.load(weights);
  }
}
