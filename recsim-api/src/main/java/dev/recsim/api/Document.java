package dev.recsim.api;

/**
 * A document as agents see it. Immutable, unless it is {@linkplain Session#lend() lent}. Worlds
 * implement it by records of their own, whose other components are latent: known to the world and
 * its users, not to agents.
 */
public interface Document {

  /** Names the document; the same number within a visit means the same document. */
  long id();

  /**
   * The observable features, in the order of {@link Space#documentFeatures()}; shared between
   * documents and steps, never to be written to.
   */
  double[] features();

  /** The observable topic, 0 .. {@link Space#topics()} - 1, or -1 in worlds without topics. */
  default int topic() {
    return -1;
  }
}
