package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scale.Standardization;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Encodes observations as inputs of networks. Users are their state, one-hot if there are several,
 * and their features. Documents are their features, followed by their topic, one-hot, if there are
 * topics. Documents without features or topics are their index, one-hot. Features are {@linkplain
 * Standardization standardized}.
 *
 * <p>A row of inputs is the state, the features of the user, and a number of documents. Rows are
 * reused for each batch.
 */
public final class Encoder {
  final Space space;
  private final int features;

  /** Length of the one-hot part of a document. */
  private final int kinds;

  private final Standardization scales;

  /** Number of features in a row. */
  private final int width;

  private int[] states = {};
  private float[] dense = {};

  /**
   * An encoder for observations of environments with this space, without rows.
   *
   * @param parameters parameters of the agent, which get the scales of the features
   * @param documents number of documents in a row
   */
  public Encoder(Space space, Parameters parameters, int documents) {
    this.space = space;
    this.features = space.documentFeatures().size();
    this.kinds = space.topics() > 0 || features > 0 ? space.topics() : space.documents();
    this.width = userWidth() + documents * documentWidth();
    this.scales = parameters.features(space);
  }

  /** Length of the one-hot part; 0 if there is only one state. */
  public int categories() {
    return space.states() == 1 ? 0 : space.states();
  }

  /** Number of features of the user. */
  public int userWidth() {
    return space.userFeatures().size();
  }

  /** Number of features of a document. */
  public int documentWidth() {
    return features + kinds;
  }

  /** Layout of a network with these inputs; has categories if rows have no documents. */
  public Layout layout(List<Integer> hidden, int outputs) {
    int least = width == userWidth() ? 1 : 0;
    return new Layout(Math.max(least, categories()), width, hidden, outputs);
  }

  /**
   * Writes the users of rows, and returns their features, [count x width]; null if there are none.
   *
   * @param of which of the observations each row has; null for one row each
   */
  public Value users(Tape tape, Observation[] seen, int[] of, int count) {
    for (int row = 0; row < count; row++) {
      user(row, seen[of == null ? row : of[row]]);
    }
    return features(tape, count);
  }

  /** Writes the state and the user of a row. */
  public void user(int row, Observation observation) {
    if (states.length <= row) {
      states = Arrays.copyOf(states, 2 * row + 1);
      dense = Arrays.copyOf(dense, Math.multiplyExact(states.length, width));
    }
    states[row] = observation.state();
    scales.user().scale(observation.user(), dense, row * width);
  }

  /** Writes a document of a row, after its user. */
  public void document(int row, int position, Observation observation, int document) {
    int at = row * width + userWidth() + position * documentWidth();
    document(observation, document, dense, at);
  }

  /**
   * Documents by index, [count x document width].
   *
   * @param seen the observation of each document
   */
  public Value documents(Tape tape, IntFunction<Observation> seen, int[] documents, int count) {
    Value described = tape.input(count, documentWidth());
    for (int i = 0; i < count; i++) {
      document(seen.apply(i), documents[i], described.data(), i * documentWidth());
    }
    return described;
  }

  /** The states of the rows; the array may be longer. */
  public int[] states() {
    return states;
  }

  private Value features(Tape tape, int rows) {
    return width > 0 ? tape.input(dense, rows, width) : null;
  }

  /** The outputs of a network for the rows, [rows x outputs]. */
  public Value outputs(Tape tape, Network network, int rows) {
    return tape.network(network, states, features(tape, rows), rows, true);
  }

  /** Writes the features of candidate {@code d}. */
  public void document(Observation observation, int d, float[] to, int start) {
    if (features > 0) {
      scales.document().scale(observation.candidates().get(d).features(), to, start);
    }
    int behind = start + features;
    Arrays.fill(to, behind, behind + kinds, 0);
    int one = space.topics() > 0 ? observation.candidates().get(d).topic() : d;
    if (kinds > 0 && one >= 0) {
      to[behind + one] = 1;
    }
  }
}
