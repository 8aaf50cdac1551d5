package dev.recsim.learn.actorcritic;

import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.actorcritic.ActorCriticOptions.MovedVectors;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.Encoder;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.Rows;
import dev.recsim.learn.scores.Tower;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The networks of the agent. The actor maps an observation to a point in the space of documents.
 * The critic maps an observation and a point to a value. Documents are learned vectors of length 1,
 * or their standardized features, followed by their topic, or vectors of length 1 that a network
 * encodes from these. The input of an observation is its state, one-hot or as a learned vector, and
 * the user's features. With encoded documents it is only the features; the critic reads their
 * encoding, that of the document, and the products of the two, component by component.
 */
final class Networks {
  final ActorCriticOptions options;
  final Space space;
  final Horizon horizon;

  /** The learned vectors of documents; null if documents have features. */
  final EmbeddingTable table;

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

  private final Tower actor;
  private final Network critic;

  /** Creates the networks and adds them to the parameters. */
  Networks(ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
    this.options = options;
    this.space = space;
    horizon = parameters.horizon(options.gamma(), options.valueScale());
    encoder = new Encoder(space, parameters, 0);
    int documents = space.documents();
    int length = options.embSize();
    boolean touched = options.movedVectors() == MovedVectors.TOUCHED;
    int stateSize = space.tabular() ? options.stateSize() : 0;
    RandomKey vectors = key.child("embeddings");
    table =
        space.tabular()
            ? parameters.table("embeddings", documents, length, vectors, touched)
            : null;
    states =
        stateSize > 0
            ? parameters.table("states", space.states(), stateSize, key.child("states"), touched)
            : null;
    boolean encoded = options.encoder() != null;
    size = table != null || encoded ? length : encoder.documentWidth();
    int userSize = stateSize + encoder.userWidth();
    int oneHot =
        stateSize > 0 || encoded ? 0 : space.tabular() ? space.states() : encoder.categories();
    Layout values = new Layout(oneHot, encoded ? 3 * size : userSize + size, options.hidden(), 1);
    critic = parameters.network("critic", values, key.child("critic"));
    boolean residuals = encoded && options.residuals();
    int owners = residuals ? space.states() : 0;
    Layout proposals = new Layout(oneHot, userSize, options.hidden(), size);
    actor = new Tower(parameters, "actor", proposals, owners, key);
    if (encoded) {
      Layout item = new Layout(0, encoder.documentWidth(), options.encoder(), size);
      Layout user = new Layout(0, userSize, options.encoder(), size);
      documentTower = new Tower(parameters, "encoder", item, residuals ? documents : 0, key);
      userTower = new Tower(parameters, "user_encoder", user, owners, key);
    } else {
      documentTower = null;
      userTower = null;
    }
  }

  /** Encoded documents, at most so many; null if documents are not encoded. */
  Encodings encodings(int most) {
    return documentTower == null
        ? null
        : new Encodings(encoder, documentTower, size, space.documents(), most);
  }

  /** The proto-actions of all rows, of length 1 if documents are, [rows x size]. */
  Value propose(Tape tape, Rows rows) {
    Value user = users(tape, rows, null, rows.size(), false);
    return units()
        ? actor.encode(tape, encoder.states(), user, rows.size(), true)
        : actor.sums(tape, encoder.states(), user, rows.size(), true);
  }

  /**
   * The critic's outputs, [count x 1].
   *
   * @param of row of each pair of observation and point, ascending if documents are encoded; null
   *     for one pair per row
   * @param points [count x size]
   * @param learning whether critic and states get gradients, in addition to the points
   */
  Value values(Tape tape, Rows rows, int[] of, Value points, int count, boolean learning) {
    if (userTower != null) {
      return encodedValues(tape, rows, of, points, count, learning);
    }
    Value user = users(tape, rows, of, count, learning);
    Value inputs = user == null ? points : tape.join(user, points);
    return tape.network(critic, encoder.states(), inputs, count, learning);
  }

  private Value encodedValues(
      Tape tape, Rows rows, int[] of, Value points, int count, boolean learning) {
    int first = of == null ? 0 : of[0];
    int some = of == null ? count : of[count - 1] + 1 - first;
    int[] distinct = IntStream.range(first, first + some).toArray();
    Value features = users(tape, rows, distinct, some, false);
    Value encoded = userTower.encode(tape, encoder.states(), features, some, learning);
    int[] places =
        of == null ? distinct : Arrays.stream(of, 0, count).map(i -> i - first).toArray();
    Value user = tape.rows(encoded, places, count);
    Value inputs = tape.join(tape.join(user, points), tape.product(user, points));
    return tape.network(critic, null, inputs, count, learning);
  }

  /** Writes the users and returns their dense inputs, or null if there are none. */
  private Value users(Tape tape, Rows rows, int[] of, int count, boolean learning) {
    for (int i = 0; i < count; i++) {
      encoder.user(i, rows.observation(of == null ? i : of[i]));
    }
    return states == null
        ? encoder.features(tape, count)
        : tape.embed(states, encoder.states(), count, learning);
  }

  /** The vectors of documents, [count x size]. */
  Value documents(Tape tape, Rows rows, int[] of, int[] documents, int count) {
    if (table != null) {
      return tape.embed(table, documents, count, true);
    }
    float[] described = encoder.documents(rows, of, documents, count);
    Value features = tape.input(described, count, encoder.documentWidth());
    return documentTower == null
        ? features
        : documentTower.encode(tape, documents, features, count, true);
  }

  /** The vectors of all documents of an observation, valid until the next call. */
  float[] vectors(Observation observation) {
    return table != null
        ? table.units()
        : encoder.documents(observation, null, observation.candidates().size());
  }

  /** Whether vectors of documents and proto-actions have length 1. */
  boolean units() {
    return table != null || documentTower != null;
  }
}
