package dev.recsim.learn.actorcritic;

import dev.recsim.api.Learner.Plan;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Layout;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.GreedySearch;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Map;

/** Documents without features: a learned vector of length 1 for each. Users are their state. */
record LearnedDocuments() implements Documents {
  /** Length of the vector of a state. */
  private static final int STATE_SIZE = 16;

  @Override
  public void check(ActorCriticOptions options) {}

  @Override
  public boolean slates() {
    return false;
  }

  @Override
  public Map<String, Object> defaults(int embSize) {
    return Map.of(
        "top_k",
        ActorCriticOptions.NEAREST,
        "emb_size",
        embSize,
        "actor_loss",
        ActorLoss.GREEDY_REGRESSION);
  }

  @Override
  public Plan plan(long envSteps, Space space) {
    return new Plan(envSteps, 0.3, 3_000, NetworkAgent.batch(envSteps));
  }

  @Override
  public Policy uniform(Space space) {
    return (seen, key) -> Slate.of(key.below(1, space.documents()));
  }

  @Override
  public RandomKey candidates(RandomKey step) {
    return step.child("candidates");
  }

  @Override
  public int keptStates(Space space) {
    return space.states();
  }

  @Override
  public double targetUnit(double valueScale) {
    return 1;
  }

  @Override
  public float target(double reward, double discount, double valueScale, float output) {
    return (float) reward + (float) discount * ((float) valueScale * output);
  }

  @Override
  public Networks networks(
      ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
    return new Learned(options, space, parameters, key);
  }

  /** Many states have a learned vector too, which only the critic's loss trains. */
  private final class Learned extends Networks {
    private final boolean raw;
    private final boolean indexed;
    private final EmbeddingTable table;

    /** Null if states are one-hot. */
    private final EmbeddingTable states;

    Learned(ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
      super(LearnedDocuments.this, space, parameters, options.embSize());
      raw = options.neighbours() == Neighbours.RAW;
      indexed = options.greedySearch() == GreedySearch.INDEX;
      int documents = space.documents();
      boolean many = documents > Encodings.MANY;
      table = parameters.table("embeddings", documents, size, key.child("embeddings"), many);
      states =
          space.states() > Encodings.MANY
              ? parameters.table("states", space.states(), STATE_SIZE, key.child("states"), many)
              : null;
      int oneHot = states != null ? 0 : space.states();
      int user = states != null ? STATE_SIZE : 0;
      add(
          new Layout(oneHot, user + size, options.hidden(), 1),
          new Layout(oneHot, user, options.hidden(), size),
          0,
          parameters,
          key);
    }

    @Override
    Encodings encodings(boolean greedy) {
      return new Encodings(table, raw, greedy && indexed);
    }

    @Override
    Value users(Tape tape, DistinctObservations rows, int[] of, int count, boolean learning) {
      Value none = super.users(tape, rows, of, count, learning);
      return states == null ? none : tape.embed(states, encoder.states(), count, learning);
    }
  }
}
