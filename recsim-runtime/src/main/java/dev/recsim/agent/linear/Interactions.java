package dev.recsim.agent.linear;

/** How the user's features enter the vector by which a document is judged. */
public enum Interactions {
  /** Not at all: (1, f) for the document's features f. */
  NONE,
  /** Each with each of the document's: (1, u) times (1, f), all products. */
  OUTER,
  /** Each with the document's at the same place: (1, f, u f). */
  ELEMENTWISE
}
