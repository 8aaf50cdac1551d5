package dev.recsim.index;

import dev.recsim.vectors.IndexBuilder;
import dev.recsim.vectors.VectorIndex;

/** Builds Lucene's graphs. Loads nothing of Lucene before it must. */
public final class Indices implements IndexBuilder {

  @Override
  public VectorIndex build(float[] units, int count, int size) {
    return new HnswIndex(units, count, size);
  }
}
