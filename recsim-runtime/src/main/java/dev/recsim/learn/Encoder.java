package dev.recsim.learn;

import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.learn.scale.Standardization;
import java.util.Arrays;

/**
 * Encodes observations as inputs of networks. Users are their state, one-hot if there are several,
 * and their features. Documents are their features, followed by their topic, one-hot, if there are
 * topics. Documents without features or topics are their index, one-hot. Features are {@linkplain
 * Standardization standardized}.
 */
public final class Encoder {
  private final Space space;
  private final int features;

  /** Length of the one-hot part of a document. */
  private final int kinds;

  /** Null if neither users nor documents have features. */
  private final Standardization scales;

  /**
   * An encoder for observations of environments with this space.
   *
   * @param parameters parameters of the agent, which get the scales of the features
   */
  public Encoder(Space space, Parameters parameters) {
    this.space = space;
    this.features = space.documentFeatures().size();
    this.kinds = space.topics() > 0 || features > 0 ? space.topics() : space.documents();
    this.scales = space.tabular() ? null : parameters.features(space);
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
      to[start + i] = scales.user(i, observation.user()[i]);
    }
  }

  /** Writes the features of candidate {@code d}. */
  public void document(Observation observation, int d, float[] to, int start) {
    if (features > 0) {
      double[] from = observation.candidates().get(d).features();
      for (int i = 0; i < features; i++) {
        to[start + i] = scales.document(i, from[i]);
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
