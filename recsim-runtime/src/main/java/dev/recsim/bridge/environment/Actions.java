package dev.recsim.bridge.environment;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Turns the actions of a request into slates. Mutable, reused for one action after another. */
final class Actions {
  private final Space space;
  private final int[] slate;
  private final double[] distances;
  private int replaced;

  Actions(Space space) {
    this.space = space;
    this.slate = new int[space.slateSize()];
    this.distances = new double[space.slateSize()];
  }

  /** The number of documents that were replaced in the last slate. */
  int replaced() {
    return replaced;
  }

  /**
   * The slate of these documents. A document that is on the slate already or not among the
   * candidates is replaced by the lowest one that is not on it.
   *
   * @throws IllegalArgumentException if a document does not exist
   */
  Slate listed(ByteBuffer body, int start, Observation seen, int lane) {
    replaced = 0;
    int candidates = seen.documents(space);
    int size = Math.min(slate.length, candidates);
    for (int p = 0; p < size; p++) {
      int document = body.getInt(start + p * Integer.BYTES);
      if (document < 0 || document >= space.documents()) {
        throw new IllegalArgumentException(
            "session %s shows document %s; documents are 0 to %s"
                .formatted(lane, document, space.documents() - 1));
      }
      slate[p] = document < candidates && !isAmong(document, p) ? document : -1;
    }
    for (int p = 0; p < size; p++) {
      if (slate[p] < 0) {
        slate[p] = lowestUnused(size);
        replaced++;
      }
    }
    return slate(size);
  }

  private Slate slate(int size) {
    if (size == 1) {
      return Slate.of(slate[0]);
    }
    return Slate.of(size == slate.length ? slate : Arrays.copyOf(slate, size));
  }

  private boolean isAmong(int document, int positions) {
    for (int p = 0; p < positions; p++) {
      if (slate[p] == document) {
        return true;
      }
    }
    return false;
  }

  private int lowestUnused(int size) {
    int document = 0;
    while (isAmong(document, size)) {
      document++;
    }
    return document;
  }

  /**
   * The documents whose features are nearest to a point by Euclidean distance, nearest first; of
   * equal ones, the lowest first.
   */
  Slate nearest(ByteBuffer body, int start, Observation seen) {
    replaced = 0;
    List<Document> candidates = seen.candidates();
    int size = 0;
    for (int d = 0; d < candidates.size(); d++) {
      double distance = distance(body, start, candidates.get(d).features());
      int place = size;
      while (place > 0 && distance < distances[place - 1]) {
        place--;
      }
      if (place == slate.length) {
        continue;
      }
      size = Math.min(size + 1, slate.length);
      for (int p = size - 1; p > place; p--) {
        distances[p] = distances[p - 1];
        slate[p] = slate[p - 1];
      }
      distances[place] = distance;
      slate[place] = d;
    }
    return slate(size);
  }

  private static double distance(ByteBuffer body, int start, double[] features) {
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      double difference = body.getFloat(start + i * Float.BYTES) - features[i];
      sum += difference * difference;
    }
    return sum;
  }
}
