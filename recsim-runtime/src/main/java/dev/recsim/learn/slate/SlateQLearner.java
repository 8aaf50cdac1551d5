package dev.recsim.learn.slate;

import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engines;
import dev.recsim.learn.slate.SlateQOptions.NoClick;
import dev.recsim.random.RandomKey;

/** Remembers steps and trains on them. */
final class SlateQLearner implements Learner {
  private final SlateQOptions options;
  private final String engine;
  private final RandomKey key;
  private final int slateSize;
  private final ItemValues online;
  private final ItemValues target;
  private final SlateQPolicy greedy;
  private final SlateQGradients gradients;
  private final Experience experience;
  private boolean started;
  private long updates;

  SlateQLearner(
      SlateQOptions options,
      Space space,
      ItemValues online,
      ItemValues target,
      SlateQPolicy greedy,
      Experience experience,
      RandomKey key) {
    this.options = options;
    this.engine = Engines.choose(options.engine(), options.hidden()).name();
    this.key = key;
    this.slateSize = space.slateSize();
    this.online = online;
    this.target = target;
    this.greedy = greedy;
    this.gradients =
        new SlateQGradients(
            options, space.userFeatures().size(), space.slateSize(), online, target);
    this.experience = experience;
  }

  @Override
  public Policy exploring() {
    return this::explore;
  }

  private Slate explore(Observation observation, RandomKey decision) {
    boolean random = decision.uniform(0) < options.randomSlateProbability().at(updates);
    return random ? randomSlate(observation, decision) : greedy.choose(observation);
  }

  /** Documents drawn one by one from those that are left. */
  private Slate randomSlate(Observation observation, RandomKey decision) {
    int count = observation.candidates().size();
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    int[] drawn = new int[Math.min(slateSize, count)];
    for (int i = 0; i < drawn.length; i++) {
      int j = i + decision.below(i + 1, count - i);
      drawn[i] = order[j];
      order[j] = order[i];
    }
    return Slate.of(drawn);
  }

  @Override
  public void observe(Transition transition) {
    experience.add(transition);
  }

  @Override
  public void update(int batchSize) {
    if (experience.isEmpty()) {
      throw new IllegalStateException("nothing was observed yet: warm up before the first update");
    }
    if (!started) {
      raiseToInitialValue();
    }
    RandomKey draws = key.child(updates);
    gradients.start();
    for (int i = 0; i < batchSize; i++) {
      gradients.add(experience, experience.draw(draws, i));
    }
    gradients.compute(experience);
    online.step(options.learningRate().at(updates));
    target.follow(online, options.tau().at(updates));
    updates++;
  }

  /** Values have less of a way to go from the mean than from 0. */
  private void raiseToInitialValue() {
    boolean clicksOnly = options.noClick() == NoClick.ZERO;
    double value =
        options.initialValue() == null
            ? experience.meanReturn(options.gamma(), clicksOnly)
            : options.initialValue();
    online.raise(value / options.valueScale());
    target.raise(value / options.valueScale());
    started = true;
  }

  @Override
  public String engine() {
    return engine;
  }

  @Override
  public Weights weights() {
    return online.weights();
  }

  /** Values that are loaded stand for themselves: they are not raised. */
  @Override
  public void load(Weights weights) {
    online.load(weights);
    started = true;
  }
}
