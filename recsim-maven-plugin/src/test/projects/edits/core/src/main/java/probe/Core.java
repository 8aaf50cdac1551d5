package probe;

import java.util.function.LongSupplier;

/** What code of a module without recsim depends on. */
public final class Core {
  private static final int FACTOR = 1;

  private Core() {}

  /** None. */
  static int factor() {
    return FACTOR;
  }

  static String variable() {
    return String.valueOf(System.getenv("EDITS_CORE"));
  }

  /** A service. */
  public static final class First implements LongSupplier {
    @Override
    public long getAsLong() {
      return 1;
    }
  }

  /** Another one. */
  public static final class Second implements LongSupplier {
    @Override
    public long getAsLong() {
      return 2;
    }
  }
}
