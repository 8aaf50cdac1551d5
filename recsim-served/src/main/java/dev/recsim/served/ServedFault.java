package dev.recsim.served;

/** A record that cannot be used. */
public final class ServedFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is wrong. */
  public enum Reason {
    BROKEN_ROW,
    WRONG_TYPE,
    PROPENSITY_NOT_ABOVE_0,
    PROPENSITY_ABOVE_1,
    DUPLICATE
  }

  private final Reason reason;
  private final int column;

  public ServedFault(Reason reason, int column, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.column = column;
  }

  public Reason reason() {
    return reason;
  }

  /** Column in the line, 1-based. */
  public int column() {
    return column;
  }
}
