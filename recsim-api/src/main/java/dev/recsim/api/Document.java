package dev.recsim.api;

/**
 * A document as agents see it. Immutable, unless it is {@linkplain Recycling lent}. Environments
 * implement it by records of their own, whose other components are latent: known to the environment
 * and its users, not to agents.
 */
public interface Document {

  /**
   * {@return the number that names the document; the same number within a session means the same
   * document}
   */
  long id();

  /**
   * {@return the observable features, in the order of {@link Space#documentFeatures()}; shared
   * between documents and steps, never to be written to}
   */
  double[] features();

  /**
   * {@return the observable topic, 0 .. {@link Space#topics()} - 1, or -1 in environments without
   * topics}
   */
  default int topic() {
    return -1;
  }
}
