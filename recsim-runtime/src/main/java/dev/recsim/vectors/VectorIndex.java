package dev.recsim.vectors;

/** Finds most of the vectors nearest to a query without comparing all. Confined to one thread. */
public interface VectorIndex {

  /**
   * Finds vectors near a query by the inner product, nearest first.
   *
   * @param queries contains the query, a vector of length 1, from {@code start} on
   * @param k number of vectors to find, at most all
   * @param found overwritten from {@code at} on by the numbers of k vectors
   */
  void find(float[] queries, int start, int k, int[] found, int at);
}
