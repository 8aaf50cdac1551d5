package dev.recsim.vectors;

import java.util.ServiceLoader;

/**
 * Builds indices of vectors of length 1 that no longer change. It is found by {@link
 * java.util.ServiceLoader}. Loading it must not load the libraries of an index.
 */
public interface IndexBuilder {
  /** The module that has one. */
  String MODULE = "recsim-index";

  /**
   * Builds an index; it is the same for the same vectors.
   *
   * @param units [count x size], each of length 1; not copied, must not change while the index is
   *     used
   */
  VectorIndex build(float[] units, int count, int size);

  /**
   * The first builder on the class path.
   *
   * @throws IllegalStateException if there is none; names the module that has one
   */
  static IndexBuilder load() {
    return ServiceLoader.load(IndexBuilder.class, IndexBuilder.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "an index of documents needs dev.recsim:" + MODULE + " on the class path"));
  }
}
