package dev.recsim.app.project;

/** No experiment, run or baseline matches what was asked for. */
public final class NothingSelected extends UserError {
  private static final long serialVersionUID = 1;

  public NothingSelected(String message) {
    super(message);
  }
}
