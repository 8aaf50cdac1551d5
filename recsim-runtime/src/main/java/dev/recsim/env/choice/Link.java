package dev.recsim.env.choice;

/** How a number z becomes a probability. */
public enum Link {
  /** 1 / (1 + exp(-z)). */
  LOGISTIC,
  /** z itself, which must be a probability already. */
  IDENTITY
}
