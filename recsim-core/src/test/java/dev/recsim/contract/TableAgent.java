package dev.recsim.contract;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A minimal agent that learns: Q-learning with a table, for tests of training. */
public final class TableAgent implements Agent, Learner {
  private final Space space;
  private final RandomKey replay;
  private final List<Transition> seen = new ArrayList<>();
  private float[] values;
  private long draws;

  private TableAgent(Space space, RandomKey key) {
    this.space = space;
    this.replay = key.child("replay");
    this.values = new float[space.states() * space.documents()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (key.child("init").uniform(i) / 100);
    }
  }

  /** Creates the agent. */
  public static final class Provider implements AgentProvider<Provider.Options> {
    /** The agent has no options. */
    public record Options() {}

    @Override
    public String name() {
      return "table";
    }

    @Override
    public Options defaults() {
      return new Options();
    }

    @Override
    public Agent create(Options options, Environment environment, RandomKey key) {
      return new TableAgent(environment.space(), key);
    }

    @Override
    public Policy restore(Options options, Environment environment, Weights weights) {
      TableAgent agent = new TableAgent(environment.space(), RandomKey.root(0));
      agent.load(weights);
      return agent.greedy();
    }
  }

  @Override
  public Policy greedy() {
    return (Policy.Deterministic) observation -> Slate.of(best(observation.state()));
  }

  @Override
  public Optional<Learner> learner() {
    return Optional.of(this);
  }

  /** Shows a random document with probability 0.3. */
  @Override
  public Policy exploring() {
    return (observation, key) ->
        key.uniform(0) < .3
            ? Slate.of(key.below(1, space.documents()))
            : Slate.of(best(observation.state()));
  }

  @Override
  public void observe(Transition transition) {
    seen.add(transition);
  }

  @Override
  public void update(int batchSize) {
    if (seen.isEmpty()) {
      throw new IllegalStateException("nothing was observed yet");
    }
    for (int i = 0; i < batchSize; i++) {
      Transition transition = seen.get(replay.below(draws++, seen.size()));
      int next = transition.step().next().state();
      double target = transition.step().reward();
      if (!transition.step().ended()) {
        target += .9 * values[index(next, best(next))];
      }
      int index = index(transition.observation().state(), transition.slate().document(0));
      values[index] += (float) (.1 * (target - values[index]));
    }
  }

  @Override
  public Weights weights() {
    return Weights.of(
        Map.of("values", Tensor.matrix(space.states(), space.documents(), values.clone())));
  }

  @Override
  public void load(Weights weights) {
    values = weights.get("values", space.states(), space.documents()).data().clone();
  }

  private int best(int state) {
    int best = 0;
    for (int d = 1; d < space.documents(); d++) {
      best = values[index(state, d)] > values[index(state, best)] ? d : best;
    }
    return best;
  }

  private int index(int state, int document) {
    return state * space.documents() + document;
  }
}
