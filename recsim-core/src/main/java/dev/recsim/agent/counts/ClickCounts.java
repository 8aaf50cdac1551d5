package dev.recsim.agent.counts;

import dev.recsim.agent.Ranking;
import dev.recsim.api.Slate;
import dev.recsim.api.Weights.Tensor;

/** The clicks on each document, and the documents with the most clicks. */
final class ClickCounts {
  private final double[] clicks;
  private final int slateSize;

  /** Null if clicks were added since it was computed. */
  private Slate most;

  ClickCounts(int documents, int slateSize) {
    this.clicks = new double[documents];
    this.slateSize = slateSize;
  }

  void add(int document) {
    clicks[document]++;
    most = null;
  }

  double of(int document) {
    return clicks[document];
  }

  /** Returns the documents with the most clicks, most first; the lowest number if clicks tie. */
  Slate most() {
    if (most == null) {
      most = Ranking.top(clicks, slateSize);
    }
    return most;
  }

  /** The counts as floats. They are exact up to 2^24 clicks on a document. */
  Tensor tensor() {
    return Tensor.of(i -> clicks[i], clicks.length);
  }

  void load(Tensor tensor) {
    for (int i = 0; i < clicks.length; i++) {
      clicks[i] = tensor.data()[i];
    }
    most = null;
  }
}
