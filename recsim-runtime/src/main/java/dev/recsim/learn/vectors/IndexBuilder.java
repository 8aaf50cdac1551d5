package dev.recsim.learn.vectors;

/**
 * Makes indices of vectors of length 1 that do not change any more. Found by {@link
 * java.util.ServiceLoader}; looking it up must not load what an index needs.
 */
public interface IndexBuilder {

  /**
   * An index of these vectors; the same one at each call.
   *
   * @param units [count x size], each of length 1; not copied, and not to be changed while the
   *     index is used
   */
  VectorIndex build(float[] units, int count, int size);
}
