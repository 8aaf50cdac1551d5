package dev.recsim.live;

/** Data of a live test that cannot be read as what they are declared to be. */
public final class InvalidTestData extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong, where (file and line, if it is a line), and what to do. */
  public InvalidTestData(String message) {
    super(message);
  }
}
