package dev.recsim.app.project;

/** Thrown if no experiment, run or baseline matches the selection. */
public final class NothingSelected extends UserError {
  private static final long serialVersionUID = 1;

  public NothingSelected(String message) {
    super(message);
  }
}
