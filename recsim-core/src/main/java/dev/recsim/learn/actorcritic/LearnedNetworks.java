package dev.recsim.learn.actorcritic;

import dev.recsim.api.Space;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.actorcritic.ActorCriticOptions.GreedySearch;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;

/**
 * Networks of {@link Documents#LEARNED}. Many states have a learned vector too, which only the
 * critic's loss trains.
 */
final class LearnedNetworks extends Networks {
  /** Length of the vector of a state. */
  private static final int STATE_SIZE = 16;

  private final boolean raw;
  private final boolean indexed;
  private final EmbeddingTable table;

  /** Null if states are one-hot. */
  private final EmbeddingTable states;

  LearnedNetworks(ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
    super(Documents.LEARNED, space, parameters, options.embSize());
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
