package dev.recsim.onnx;

/** Thrown if a model cannot be run or its output is wrong; it fails the trial. */
final class ModelFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  ModelFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message alone: it is the error of the trial. */
  @Override
  public String toString() {
    return getMessage();
  }
}
