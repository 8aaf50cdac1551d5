package dev.recsim.learn.actorcritic;

import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.encoded.DocumentEncoder;
import dev.recsim.learn.encoded.Tower;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.Encoder;
import dev.recsim.learn.scores.Rows;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
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

  /** Encodes documents; null if they are not encoded. */
  final DocumentEncoder documentEncoder;

  /** Encode documents and users, and propose points; null if documents are not encoded. */
  private final Tower documentTower;

  private final Tower userTower;
  private final Tower proposing;

  /** Length of the vector of a document. */
  final int size;

  /** Null if documents are encoded. */
  private final Network actor;

  private final Network critic;
  private float[] features = {};

  /** Creates the networks and adds them to the parameters. */
  Networks(ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
    this.options = options;
    this.space = space;
    horizon = parameters.horizon(options.gamma(), options.valueScale());
    encoder = new Encoder(space, parameters, 0);
    int documents = space.documents();
    int length = options.embeddingSize();
    boolean touched = options.movesTouchedOnly(documents);
    int stateSize = space.tabular() ? options.vectorOfState(space.states()) : 0;
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
    if (encoded) {
      boolean residual = options.hasResiduals(documents);
      int owners = residual ? documents : 0;
      int states = residual ? space.states() : 0;
      int width = encoder.documentWidth();
      List<Integer> hidden = options.encoder();
      documentTower = new Tower(parameters, "encoder", width, hidden, size, owners, key);
      userTower = new Tower(parameters, "user_encoder", userSize, hidden, size, states, key);
      proposing = new Tower(parameters, "actor", userSize, options.hidden(), size, states, key);
      documentEncoder = new DocumentEncoder(encoder, documentTower, size);
      actor = null;
    } else {
      documentTower = null;
      userTower = null;
      proposing = null;
      documentEncoder = null;
      Layout proposals = new Layout(oneHot, userSize, options.hidden(), size);
      actor = parameters.network("actor", proposals, key.child("actor"));
    }
  }

  /** The proto-actions of all rows, of length 1 if documents are, [rows x size]. */
  Value propose(Tape tape, Rows rows) {
    Value user = users(tape, rows, null, rows.size(), false);
    if (proposing != null) {
      return proposing.encode(tape, encoder.states(), user, rows.size(), true);
    }
    Value proposed = tape.network(actor, encoder.states(), user, rows.size());
    return units() ? tape.unit(proposed) : proposed;
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
    encoder.reserve(count);
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
    if (documentEncoder != null) {
      return documentEncoder.encode(tape, rows.observation(0), documents, 0, count);
    }
    int width = encoder.documentWidth();
    reserve(count);
    for (int i = 0; i < count; i++) {
      encoder.document(rows.observation(of[i]), documents[i], features, i * width);
    }
    return tape.input(features, count, width);
  }

  /** The vectors of all documents of an observation, valid until the next call. */
  float[] vectors(Observation observation) {
    if (table != null) {
      return table.units();
    }
    int count = observation.candidates().size();
    reserve(count);
    for (int d = 0; d < count; d++) {
      encoder.document(observation, d, features, d * size);
    }
    return features;
  }

  private void reserve(int count) {
    if (features.length < count * encoder.documentWidth()) {
      features = new float[2 * count * encoder.documentWidth()];
    }
  }

  /** Whether vectors of documents and proto-actions have length 1. */
  boolean units() {
    return table != null || documentEncoder != null;
  }

  /** Takes one step of Adam on all parameters. */
  void step(double actorRate, double criticRate) {
    critic.step(criticRate);
    if (actor != null) {
      actor.step(actorRate);
    }
    if (table != null) {
      table.step(criticRate);
    }
    if (proposing != null) {
      proposing.step(actorRate);
      documentTower.step(criticRate);
      userTower.step(criticRate);
    }
    if (states != null) {
      states.step(criticRate);
    }
  }
}
