package dev.recsim.spring;

/** Properties below {@code recsim} that cannot be used. */
public final class InvalidRankerSettings extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidRankerSettings(String message) {
    super(message);
  }
}
