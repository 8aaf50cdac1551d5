package dev.recsim.learn;

/** What computes the networks. */
public enum EngineChoice {
  /** {@code java} for narrow networks, {@code dl4j} where its matrix product is faster. */
  AUTO,
  /** Plain arrays; results are the same bits on every machine. */
  JAVA,
  /** DeepLearning4J on ND4J. */
  DL4J
}
