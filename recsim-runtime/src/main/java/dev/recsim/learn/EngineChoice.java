package dev.recsim.learn;

/** The engine that computes networks. */
public enum EngineChoice {
  /**
   * {@code dl4j} for wide networks, whose matrix products it computes faster; {@code java} for
   * others.
   */
  AUTO,
  /** Plain Java arrays; results are identical on every machine. */
  JAVA,
  /** DeepLearning4J on ND4J. */
  DL4J
}
