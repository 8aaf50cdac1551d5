package dev.recsim.logs;

/** Why a row is excluded. */
public enum Exclusion {
  BROKEN_ROW("broken rows"),
  WRONG_TYPE("values of a wrong type"),
  PROPENSITY_NOT_ABOVE_0("propensities of 0 or less"),
  PROPENSITY_ABOVE_1("propensities above 1"),
  DUPLICATE("duplicated rows"),
  OUT_OF_ORDER("steps out of order"),
  INCOMPLETE("sessions or slates with a missing row");

  private final String words;

  Exclusion(String words) {
    this.words = words;
  }

  /** The reason in the plural, for messages. */
  public String words() {
    return words;
  }
}
