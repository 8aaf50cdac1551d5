package dev.recsim.serve;

/**
 * A request, outcome or change that cannot be served. The message says what is wrong, and the cure.
 */
public final class RankRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates a refusal.
   *
   * @param message what is wrong, where, and the cure
   */
  public RankRefused(String message) {
    super(message, null, false, false);
  }
}
