package example;

import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import java.util.Map;
import java.util.Optional;

/** Shows the document that was accepted most often where it was shown, epsilon-greedy. */
final class ClickRate implements Agent, Learner {
  private static final double EPSILON = 0.5;

  private final int states;
  private final int documents;
  private float[] shown;
  private float[] accepted;

  ClickRate(Space space) {
    this.states = space.states();
    this.documents = space.documents();
    this.shown = new float[states * documents];
    this.accepted = new float[states * documents];
  }

  @Override
  public Policy greedy() {
    Policy.Deterministic policy = observation -> Slate.of(best(observation.state()));
    return policy;
  }

  @Override
  public Policy exploring() {
    return (observation, key) ->
        key.uniform(0) < EPSILON
            ? Slate.of(key.below(1, documents))
            : Slate.of(best(observation.state()));
  }

  @Override
  public void observe(Transition transition) {
    int cell = transition.observation().state() * documents + transition.slate().document(0);
    shown[cell]++;
    accepted[cell] += transition.step().response().clicked() == 0 ? 1 : 0;
  }

  private int best(int state) {
    int best = 0;
    for (int document = 1; document < documents; document++) {
      best = rate(state, document) > rate(state, best) ? document : best;
    }
    return best;
  }

  private float rate(int state, int document) {
    int cell = state * documents + document;
    return accepted[cell] / (shown[cell] + 1);
  }

  @Override
  public Optional<Learner> learner() {
    return Optional.of(this);
  }

  @Override
  public void update(int batchSize) {}

  @Override
  public Weights weights() {
    return Weights.of(
        Map.of(
            "accepted", Tensor.matrix(states, documents, accepted.clone()),
            "shown", Tensor.matrix(states, documents, shown.clone())));
  }

  @Override
  public void load(Weights weights) {
    accepted = weights.get("accepted", states, documents).data().clone();
    shown = weights.get("shown", states, documents).data().clone();
  }
}
