package dev.recsim.learn.vectors;

/** Finds most of the vectors nearest to a query without looking at all. Confined to one thread. */
public interface VectorIndex {

  /**
   * Finds near vectors, by the inner product, nearest first.
   *
   * @param queries holds the query, a vector of length 1, from {@code start} on
   * @param k how many of them to find, at most as many as there are
   * @param found overwritten from {@code at} on, by k numbers of vectors
   */
  void find(float[] queries, int start, int k, int[] found, int at);
}
