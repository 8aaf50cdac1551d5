package dev.recsim.junit;

/** What follows one {@link RecsimAssertions#assertThat}. */
final class Chain {
  private volatile boolean asserts;

  /** Says that an assertion follows. */
  void asserts() {
    asserts = true;
  }

  /** Whether no assertion followed. */
  boolean isEmpty() {
    return !asserts;
  }
}
