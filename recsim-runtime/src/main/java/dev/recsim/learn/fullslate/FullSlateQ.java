package dev.recsim.learn.fullslate;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engines;
import dev.recsim.learn.Memory;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Remembers steps and trains on them (Mnih et al., "Human-level control through deep reinforcement
 * learning", 2015, with whole slates as actions). The target of a step is {@code r + gamma max
 * Q'(o', A')} over all slates A' of the observation <em>after</em> the step, by the target network,
 * and {@code r} alone where the session ended; one that was cut off goes on in the target. The loss
 * is the mean of ((Q(o, A) - y) / scale)^2.
 */
final class FullSlateQ extends NetworkAgent {
  private final FullSlateQOptions options;
  private final SlateValues online;
  private final SlateValues target;
  private final Memory<Transition> memory;

  /** What the target network said of each state in this update; NaN where it was not asked. */
  private final float[] known;

  private float[] targets = {};
  private float[] gradients = {};

  FullSlateQ(FullSlateQOptions options, Space space, RandomKey key) {
    super(
        Engines.choose(options.engine(), options.hidden()),
        space,
        options.randomSlateProbability(),
        key.child("replay").child("update"));
    Weights initial = SlateValues.initial(options, space, key.child("network"));
    this.options = options;
    this.online = new SlateValues(options, space, initial);
    this.target = new SlateValues(options, space, initial);
    this.memory = new Memory<>(options.replayCapacity());
    this.known = new float[space.tabular() ? space.states() : 0];
  }

  @Override
  public DeterministicPolicy greedy() {
    return online;
  }

  @Override
  protected void take(Transition transition) {
    memory.add(transition);
  }

  @Override
  protected void train(int batchSize, long update, RandomKey batch) {
    if (targets.length < batchSize) {
      targets = new float[batchSize];
      gradients = new float[batchSize];
    }
    Arrays.fill(known, Float.NaN);
    online.start(batchSize);
    for (int i = 0; i < batchSize; i++) {
      Transition transition = memory.get(batch.below(i, memory.size()));
      online.write(i, transition.observation(), transition.slate());
      targets[i] = target(transition);
    }
    float[] values = online.forward(batchSize);
    for (int i = 0; i < batchSize; i++) {
      gradients[i] = 2 * (values[i] - targets[i]) / batchSize;
    }
    online.network().backward(gradients, null);
    online.network().step(options.learningRate().at(update));
    target.network().follow(online.network(), options.tau().at(update));
    online.forget();
  }

  /** The target of a step, in units of the scale. */
  private float target(Transition transition) {
    double reward = transition.step().reward() / options.valueScale();
    boolean last = transition.step().status() == Status.ENDED || options.gamma() == 0;
    return (float) (last ? reward : reward + options.gamma() * next(transition.step().next()));
  }

  private float next(Observation observation) {
    if (known.length == 0) {
      return target.greatest(observation);
    }
    int state = observation.state();
    if (Float.isNaN(known[state])) {
      known[state] = target.greatest(observation);
    }
    return known[state];
  }

  @Override
  public Weights weights() {
    return Weights.of(online.network().tensors());
  }

  @Override
  public void load(Weights weights) {
    online.network().load(weights.tensors());
    online.forget();
  }

  @Override
  public void close() {
    online.close();
    target.close();
  }
}
