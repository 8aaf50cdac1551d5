package dev.recsim.learn.actorcritic;

import dev.recsim.api.Space;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.actorcritic.ActorCriticOptions.GreedySearch;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.scores.Encoder;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.Encodings.Tower;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.List;

/**
 * The networks of the agent. The actor maps an observation to a point in the space of documents.
 * The critic maps an observation and a point to a value. Documents are learned vectors of length 1,
 * or their standardized features, followed by their topic, or vectors of length 1 that a network
 * encodes from these. The input of an observation is its state, one-hot or as a learned vector, and
 * the user's features. With encoded documents it is only the features; the critic reads their
 * encoding, that of the document, and the products of the two, component by component.
 */
final class Networks {
  /** Length of the vector of a state. */
  private static final int STATE_SIZE = 16;

  /** Number of encoded documents that a gradient step and the exploring policy search. */
  private static final int SAMPLED = 1_000;

  final ActorCriticOptions options;
  final Space space;

  /** The learned vectors of documents; null if documents have features. */
  private final EmbeddingTable table;

  /**
   * The learned vectors of states, which only the critic's loss trains; null if states are one-hot.
   */
  private final EmbeddingTable states;

  private final Encoder encoder;

  /** Encode documents and users; null if documents are not encoded. */
  private final Tower documentTower;

  private final Tower userTower;

  /** Length of the vector of a document. */
  final int size;

  /** Whether vectors of documents and proto-actions have length 1. */
  final boolean units;

  private final Tower actor;
  private final Network critic;

  /** Creates the networks and adds them to the parameters. */
  Networks(ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
    this.options = options;
    this.space = space;
    encoder = new Encoder(space, parameters, 0);
    boolean tabular = space.tabular();
    units = options.embSize() != null;
    size = units ? options.embSize() : encoder.documentWidth();
    boolean encoded = units && !tabular;
    int documents = space.documents();
    boolean many = documents > Encodings.MANY;
    table =
        tabular
            ? parameters.table("embeddings", documents, size, key.child("embeddings"), many)
            : null;
    states =
        tabular && space.states() > Encodings.MANY
            ? parameters.table("states", space.states(), STATE_SIZE, key.child("states"), many)
            : null;
    int oneHot = states != null || encoded ? 0 : tabular ? space.states() : encoder.categories();
    int user = states != null ? STATE_SIZE : encoder.userWidth();
    int owners = encoded && !many ? space.states() : 0;
    List<Integer> hidden = options.hidden();
    Layout values = new Layout(oneHot, encoded ? 3 * size : user + size, hidden, 1);
    critic = parameters.network("critic", values, key.child("critic"));
    Layout proposals = new Layout(oneHot, user, hidden, size);
    actor = new Tower(parameters, "actor", proposals, owners, key);
    Layout item = new Layout(0, encoder.documentWidth(), hidden, size);
    documentTower =
        encoded ? new Tower(parameters, "encoder", item, many ? 0 : documents, key) : null;
    userTower = encoded ? new Tower(parameters, "user_encoder", proposals, owners, key) : null;
  }

  /**
   * The vectors of documents that are searched.
   *
   * @param greedy whether the greedy policy searches them: all encoded ones instead of a sample,
   *     learned ones by an index if options say so
   */
  Encodings encodings(boolean greedy) {
    boolean indexed = greedy && options.greedySearch() == GreedySearch.INDEX;
    return table != null
        ? new Encodings(table, options.neighbours() == Neighbours.RAW, indexed)
        : new Encodings(
            encoder, documentTower, size, units && !greedy ? SAMPLED : space.documents());
  }

  /** The proto-actions of all rows, of length 1 if documents are, [rows x size]. */
  Value propose(Tape tape, DistinctObservations rows) {
    Value user = users(tape, rows, null, rows.size(), false);
    Value proposals = actor.encode(tape, encoder.states(), user, rows.size(), true);
    return units ? tape.unit(proposals) : proposals;
  }

  /**
   * The critic's outputs, [count x 1].
   *
   * @param of row of each pair of observation and point, ascending if documents are encoded; null
   *     for one pair per row
   * @param points [count x size]; may have more rows if there are no gradients
   * @param learning whether critic and states get gradients, in addition to the points
   */
  Value values(
      Tape tape, DistinctObservations rows, int[] of, Value points, int count, boolean learning) {
    boolean encoded = userTower != null;
    int some = encoded && of != null ? of[count - 1] + 1 : count;
    Value user = users(tape, rows, encoded ? null : of, some, learning);
    if (encoded) {
      user = tape.unit(userTower.encode(tape, encoder.states(), user, some, learning));
      user = of == null ? user : tape.rows(user, of, count);
    }
    Value inputs = user == null ? points : tape.join(user, points);
    inputs = encoded ? tape.join(inputs, tape.product(user, points)) : inputs;
    return tape.network(critic, encoder.states(), inputs, count, learning);
  }

  /** Writes the users and returns their dense inputs, or null if there are none. */
  private Value users(Tape tape, DistinctObservations rows, int[] of, int count, boolean learning) {
    Value user = encoder.users(tape, rows.observations(), of, count);
    return states == null ? user : tape.embed(states, encoder.states(), count, learning);
  }
}
