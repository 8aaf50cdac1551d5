package dev.recsim.learn;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import java.util.Arrays;

/**
 * What networks see of an observation: the state one-hot (where there are several), the features of
 * the user, and of a document its features, or where documents have none their topic or else their
 * index, one-hot.
 */
public final class Encoder {
  private final Space space;
  private final int documentWidth;

  /** For the observations of environments of a space. */
  public Encoder(Space space) {
    this.space = space;
    int features = space.documentFeatures().size();
    this.documentWidth =
        features > 0 ? features : space.topics() > 0 ? space.topics() : space.documents();
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
    return documentWidth;
  }

  /** Writes the features of the user. */
  public void user(Observation observation, float[] to, int start) {
    for (int i = 0; i < userWidth(); i++) {
      to[start + i] = (float) observation.user()[i];
    }
  }

  /** Writes the features of candidate {@code d}. */
  public void document(Observation observation, int d, float[] to, int start) {
    if (!space.documentFeatures().isEmpty()) {
      double[] features = observation.candidates().get(d).features();
      for (int i = 0; i < documentWidth; i++) {
        to[start + i] = (float) features[i];
      }
      return;
    }
    Arrays.fill(to, start, start + documentWidth, 0);
    Document document = space.topics() > 0 ? observation.candidates().get(d) : null;
    int one = document == null ? d : document.topic();
    if (one >= 0) {
      to[start + one] = 1;
    }
  }
}
