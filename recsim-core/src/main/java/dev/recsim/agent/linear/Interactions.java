package dev.recsim.agent.linear;

/** How the user's features enter the feature vector of a document. */
public enum Interactions {
  /** They are not used: (1, f) for the document's features f. */
  NONE,
  /** All products with the document's features: (1, u) times (1, f). */
  OUTER,
  /** Products with the document's feature of the same index: (1, f, u f). */
  ELEMENTWISE
}
