package dev.recsim.api;

/**
 * A document as agents see it. Immutable, unless it is {@linkplain Recycling lent}. Environments
 * implement it with their own records. Additional components are latent: the environment and its
 * users can read them, agents must not.
 */
public interface Document {

  /** {@return the number that identifies the document within a session} */
  long id();

  /**
   * {@return the observable features, in the order of {@link Space#documentFeatures()}; shared
   * between documents and steps, must not be written to}
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
