package dev.recsim.index;

import dev.recsim.learn.vectors.IndexBuilder;
import dev.recsim.learn.vectors.VectorIndex;

/** Builds Lucene's graphs. Loads nothing of Lucene before it must. */
public final class HnswIndexBuilder implements IndexBuilder {

  @Override
  public VectorIndex build(float[] units, int count, int size) {
    return new HnswIndex(units, count, size);
  }
}
