package dev.recsim.vectors;

/** Finds most of the vectors nearest to queries without comparing all. Confined to one thread. */
public interface VectorIndex {

  /**
   * Finds vectors near each query by the inner product, nearest first.
   *
   * @param queries of length 1, [queryCount x length of a vector] from {@code firstQuery} on
   * @param k number of vectors to find, at most all
   * @param found [queryCount x stride] from {@code at} on, of which the first k of each row are
   *     overwritten
   */
  void find(
      float[] queries, int firstQuery, int queryCount, int k, int[] found, int at, int stride);
}
