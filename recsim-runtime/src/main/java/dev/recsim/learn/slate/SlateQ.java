package dev.recsim.learn.slate;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engines;
import dev.recsim.learn.SamplingAgent;
import dev.recsim.learn.slate.SlateQOptions.NoClick;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/** Remembers steps and trains on them. */
final class SlateQ extends SamplingAgent {
  private final SlateQOptions options;
  private final ItemValues online;
  private final ItemValues target;
  private final SlateQPolicy greedy;
  private final SlateQGradients gradients;
  private final Experience experience;
  private boolean started;

  SlateQ(SlateQOptions options, Environment environment, RandomKey key) {
    super(
        Engines.choose(options.engine(), options.hidden()),
        environment.space(),
        options.randomSlateProbability(),
        key.child("replay"));
    Weights initial = SlateQProvider.initial(options, space, key.child("networks"));
    int userFeatures = space.userFeatures().size();
    this.options = options;
    this.online = SlateQProvider.values(options, space, initial);
    this.target = SlateQProvider.values(options, space, initial);
    this.greedy = SlateQProvider.policy(options, environment, online);
    this.gradients = new SlateQGradients(options, userFeatures, space.slateSize(), online, target);
    this.experience =
        new Experience(
            options.replayCapacity(), space.slateSize(), environment.appeal().orElseThrow());
  }

  @Override
  public DeterministicPolicy greedy() {
    return greedy;
  }

  /** Documents drawn one by one from those that are left. */
  @Override
  protected Slate random(Observation seen, RandomKey decision) {
    int[] order = new int[seen.candidates().size()];
    Arrays.setAll(order, i -> i);
    int[] drawn = new int[Math.min(space.slateSize(), order.length)];
    for (int i = 0; i < drawn.length; i++) {
      int j = i + decision.below(i + 1, order.length - i);
      drawn[i] = order[j];
      order[j] = order[i];
    }
    return Slate.of(drawn);
  }

  @Override
  protected void take(Transition transition) {
    experience.add(transition);
  }

  @Override
  protected void train(int batchSize, long update, RandomKey batch) {
    if (!started) {
      raiseToInitialValue();
    }
    gradients.start();
    for (int i = 0; i < batchSize; i++) {
      gradients.add(experience, experience.draw(batch, i));
    }
    gradients.compute(experience);
    online.step(options.learningRate().at(update));
    target.follow(online, options.tau().at(update));
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
  public Weights weights() {
    return online.weights();
  }

  /** Values that are loaded stand for themselves: they are not raised. */
  @Override
  public void load(Weights weights) {
    online.load(weights);
    started = true;
  }

  @Override
  public void close() {
    online.close();
    target.close();
  }
}
