package dev.recsim.env.choice;

/** The function that maps a number z to a probability. */
public enum Link {
  /** 1 / (1 + exp(-z)). */
  LOGISTIC,
  /** z itself, which must be a probability already. */
  IDENTITY
}
