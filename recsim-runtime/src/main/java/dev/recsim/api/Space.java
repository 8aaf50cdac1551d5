package dev.recsim.api;

/**
 * The sizes that an agent needs to know of a world.
 *
 * @param documents number of candidate documents; a slate names them by index 0 .. documents - 1
 * @param slateSize number of positions of a slate
 * @param states number of states an observation distinguishes ({@link Observation#state()} is 0 ..
 *     states - 1)
 * @param embeddingSize size of the embedding that agents learn for a document, unless they are told
 *     another
 */
public record Space(int documents, int slateSize, int states, int embeddingSize) {
  /**
   * @throws IllegalArgumentException if a size is not positive or a slate is larger than the
   *     documents
   */
  public Space {
    if (documents < 1 || slateSize < 1 || states < 1 || embeddingSize < 1) {
      throw new IllegalArgumentException(
          "sizes must be positive: documents %d, slateSize %d, states %d, embeddingSize %d"
              .formatted(documents, slateSize, states, embeddingSize));
    }
    if (slateSize > documents) {
      throw new IllegalArgumentException(
          "a slate of " + slateSize + " cannot be filled from " + documents + " documents");
    }
  }
}
