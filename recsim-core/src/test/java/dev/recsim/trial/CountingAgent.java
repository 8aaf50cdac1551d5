package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Learns nothing, writes down what is asked of it, and in each epoch shows the document that its
 * script says.
 */
class CountingAgent implements Agent, Learner {
  /**
   * S for a session seen to its end, E for the start of an epoch, U for an update, L for a load.
   */
  final StringBuilder log = new StringBuilder();

  /** What was observed, in order. */
  final List<Transition> transitions = new ArrayList<>();

  private final int[] script;
  int steps;
  int batchSize;
  int announcedUpdates;
  int epochs;
  int document;
  boolean closed;

  /** What {@link #drawing} returns. */
  Optional<Weights> drawn = Optional.empty();

  /** An agent that shows document {@code script[e - 1]} from epoch e on. */
  CountingAgent(int... script) {
    this.script = script;
  }

  @Override
  public Policy greedy() {
    return (Policy.Deterministic) observation -> Slate.of(document);
  }

  @Override
  public Policy exploring() {
    return (Policy.Deterministic) observation -> Slate.of(0);
  }

  @Override
  public Optional<Learner> learner() {
    return Optional.of(this);
  }

  @Override
  public void observe(Transition transition) {
    steps++;
    transitions.add(transition);
    log.append(transition.step().continues() ? "" : "S");
  }

  @Override
  public void startEpoch(int updates, int batchSize) {
    announcedUpdates = updates;
    document = script[Math.min(epochs++, script.length - 1)];
    log.append('E');
  }

  @Override
  public void update(int batchSize) {
    this.batchSize = batchSize;
    log.append('U');
  }

  @Override
  public Optional<String> engine() {
    return Optional.of("counting");
  }

  @Override
  public Weights weights() {
    return Weights.of(Map.of("document", Tensor.vector(new float[] {document})));
  }

  @Override
  public Optional<Weights> drawing() {
    return drawn;
  }

  @Override
  public void load(Weights weights) {
    document = (int) weights.get("document", 1).data()[0];
    log.append('L');
  }

  @Override
  public void close() {
    closed = true;
  }
}
