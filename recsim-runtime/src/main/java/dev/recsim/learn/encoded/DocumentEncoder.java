package dev.recsim.learn.encoded;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.learn.scores.Encoder;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import java.util.Arrays;
import java.util.OptionalInt;

/** Encodes documents of a catalogue from their features, as vectors of length 1. */
public final class DocumentEncoder {
  /** Up to this number, documents have residuals, and policies search without an index. */
  public static final int MANY = 10_000;

  private final Encoder encoder;
  private final Tower tower;
  private final int size;
  private float[] features = {};

  /**
   * @param encoder scales the features
   * @param size length of a vector
   */
  public DocumentEncoder(Encoder encoder, Tower tower, int size) {
    this.encoder = encoder;
    this.tower = tower;
    this.size = size;
  }

  /** Whether documents with features are the same in all sessions, and users have states. */
  public static boolean encodes(Environment environment) {
    Space space = environment.space();
    return !space.documentFeatures().isEmpty()
        && !space.userFeatures().isEmpty()
        && space.states() > 1
        && environment.catalogue().equals(OptionalInt.of(space.documents()));
  }

  /** Length of a vector. */
  int size() {
    return size;
  }

  /**
   * The vectors of documents, [count x size].
   *
   * @param seen an observation of the catalogue
   * @param documents those from index {@code from} on are encoded
   */
  public Value encode(Tape tape, Observation seen, int[] documents, int from, int count) {
    int width = encoder.documentWidth();
    if (features.length < count * width) {
      features = new float[2 * count * width];
    }
    for (int i = 0; i < count; i++) {
      encoder.document(seen, documents[from + i], features, i * width);
    }
    int[] some = Arrays.copyOfRange(documents, from, from + count);
    return tower.encode(tape, some, tape.input(features, count, width), count, true);
  }
}
