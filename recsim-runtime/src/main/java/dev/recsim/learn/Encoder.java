package dev.recsim.learn;

import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import java.util.Arrays;

/**
 * Encodes observations as inputs of networks. Users are their state, one-hot if there are several,
 * and their features. Documents are their features. Documents without features are their topic, or
 * their index if there are no topics, one-hot.
 */
public final class Encoder {
  private final Space space;
  private final int features;

  /** Length of the one-hot part of a document. */
  private final int kinds;

  /** An encoder for observations of environments with this space. */
  public Encoder(Space space) {
    this(space, space.documentFeatures().isEmpty());
  }

  private Encoder(Space space, boolean withKind) {
    this.space = space;
    this.features = space.documentFeatures().size();
    int all = space.topics() > 0 || features > 0 ? space.topics() : space.documents();
    this.kinds = withKind ? all : 0;
  }

  /**
   * As {@link #Encoder(Space)}, but if documents have features and topics, the topic follows the
   * features, one-hot.
   */
  public static Encoder withTopics(Space space) {
    return new Encoder(space, true);
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

  /** Writes the features of the user. */
  public void user(Observation observation, float[] to, int start) {
    for (int i = 0; i < userWidth(); i++) {
      to[start + i] = (float) observation.user()[i];
    }
  }

  /** Writes the features of candidate {@code d}. */
  public void document(Observation observation, int d, float[] to, int start) {
    if (features > 0) {
      double[] from = observation.candidates().get(d).features();
      for (int i = 0; i < features; i++) {
        to[start + i] = (float) from[i];
      }
    }
    if (kinds > 0) {
      int behind = start + features;
      Arrays.fill(to, behind, behind + kinds, 0);
      int one = space.topics() > 0 ? observation.candidates().get(d).topic() : d;
      if (one >= 0) {
        to[behind + one] = 1;
      }
    }
  }
}
