package com.example.podcasts;

import com.example.podcasts.TopicMinutesProvider.TopicMinutesOptions;
import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shows first the topics that were heard longest when they were shown. It learns the mean minutes
 * m(group, topic) per shown position, for each of two groups of users. A topic that was never shown
 * has 0.
 */
final class TopicMinutes implements Agent, Learner {
  private static final int GROUPS = 2;

  private final TopicMinutesOptions options;
  private final Space space;
  private final int group;
  private final int signal;
  private float[] shown;
  private float[] minutes;

  TopicMinutes(TopicMinutesOptions options, Space space) {
    this.options = options;
    this.space = space;
    this.group = space.userFeatures().indexOf(options.groups());
    this.signal = space.signals().indexOf("minutes");
    this.shown = new float[GROUPS * space.topics()];
    this.minutes = new float[GROUPS * space.topics()];
  }

  @Override
  public Policy greedy() {
    Policy.Deterministic best = this::best;
    return best;
  }

  @Override
  public Policy exploring() {
    return (seen, key) ->
        key.uniform(0) < options.exploration()
            ? Slate.random(seen.candidates().size(), space.slateSize(), key.child("slate"))
            : best(seen);
  }

  /** Returns the candidates of the best topics; of equal ones, the first. */
  private Slate best(Observation seen) {
    return Slate.of(
        IntStream.range(0, seen.candidates().size())
            .boxed()
            .sorted(Comparator.comparingDouble(candidate -> -mean(cell(seen, candidate))))
            .limit(space.slateSize())
            .mapToInt(candidate -> candidate)
            .toArray());
  }

  private float mean(int cell) {
    return shown[cell] == 0 ? 0 : minutes[cell] / shown[cell];
  }

  /** Returns the index of the counts of the user's group and a candidate's topic. */
  private int cell(Observation seen, int candidate) {
    int row = seen.user()[group] > 0.5 ? 1 : 0;
    return row * space.topics() + seen.candidates().get(candidate).topic();
  }

  @Override
  public void observe(Transition transition) {
    for (int i = 0; i < transition.slate().size(); i++) {
      int cell = cell(transition.observation(), transition.slate().document(i));
      shown[cell]++;
      minutes[cell] += (float) transition.step().response().signal(i, signal);
    }
  }

  /** Does nothing: observe() learns already. */
  @Override
  public void update(int batchSize) {
    if (IntStream.range(0, shown.length).allMatch(cell -> shown[cell] == 0)) {
      throw new IllegalStateException("nothing was observed yet");
    }
  }

  @Override
  public Optional<Learner> learner() {
    return Optional.of(this);
  }

  @Override
  public Weights weights() {
    return Weights.of(
        Map.of(
            "shown", Tensor.matrix(GROUPS, space.topics(), shown.clone()),
            "minutes", Tensor.matrix(GROUPS, space.topics(), minutes.clone())));
  }

  @Override
  public void load(Weights weights) {
    shown = weights.get("shown", GROUPS, space.topics()).data().clone();
    minutes = weights.get("minutes", GROUPS, space.topics()).data().clone();
  }
}
