package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.learn.Encoder;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import java.util.List;

/**
 * Rows of inputs of a network: the state, the features of the user, and a number of documents.
 * Reused for each batch.
 */
public final class Inputs {
  private final Encoder encoder;
  private final int documents;
  private final int width;
  private int[] categories = {};
  private float[] dense = {};

  /**
   * Creates inputs without rows.
   *
   * @param documents number of documents in a row
   */
  public Inputs(Encoder encoder, int documents) {
    this.encoder = encoder;
    this.documents = documents;
    this.width = encoder.userWidth() + documents * encoder.documentWidth();
  }

  /** Layout of a network with these inputs; has categories if rows have no documents. */
  public Layout layout(List<Integer> hidden, int outputs) {
    int least = documents == 0 ? 1 : 0;
    return new Layout(Math.max(least, encoder.categories()), width, hidden, outputs);
  }

  /** Ensures capacity; may remove all rows. */
  public void reserve(int rows) {
    if (categories.length < rows) {
      categories = new int[2 * rows];
      dense = new float[Math.multiplyExact(2 * rows, width)];
    }
  }

  /** Writes the state and the user of a row. */
  public void user(int row, Observation observation) {
    categories[row] = observation.state();
    encoder.user(observation, dense, row * width);
  }

  /** Writes a document of a row. */
  public void document(int row, int position, Observation observation, int document) {
    int at = row * width + encoder.userWidth() + position * encoder.documentWidth();
    encoder.document(observation, document, dense, at);
  }

  /** The states of the rows; the array may be longer. */
  public int[] states() {
    return categories;
  }

  /** The features of the rows, [rows x width]; null if there are none. */
  public Value features(Tape tape, int rows) {
    return width > 0 ? tape.input(dense, rows, width) : null;
  }

  /** The outputs of a network for the rows, [rows x outputs]. */
  public Value outputs(Tape tape, Network network, int rows) {
    return tape.network(network, categories, features(tape, rows), rows);
  }
}
