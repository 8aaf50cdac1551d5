package dev.recsim.live.options;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The planned end of a live test. */
public sealed interface TestPlan {
  /** Looks for which bounds without an end are tuned. */
  int OPEN_LOOKS = 28;

  /** The share of the planned sample after days, with units of all arms; 1 at the end. */
  double share(double days, long units);

  /**
   * Units of the whole test, as far as they can be foreseen.
   *
   * @param units of the first look that has any
   * @param looks up to it
   * @param interval days from look to look; empty if there is one look
   */
  double units(long units, int looks, OptionalDouble interval);

  /** The planned days. */
  default OptionalInt days() {
    return OptionalInt.empty();
  }

  /** The planned units. */
  default OptionalLong units() {
    return OptionalLong.empty();
  }

  /** Whether an end is planned. */
  default boolean exists() {
    return true;
  }

  /** It ends after a number of days. */
  record Days(int number) implements TestPlan {
    @Override
    public double share(double days, long units) {
      return days / number;
    }

    @Override
    public double units(long units, int looks, OptionalDouble interval) {
      return interval.isPresent() ? units * number / (interval.getAsDouble() * looks) : units;
    }

    @Override
    public OptionalInt days() {
      return OptionalInt.of(number);
    }
  }

  /** It ends after a number of units of all arms. */
  record Units(long number) implements TestPlan {
    @Override
    public double share(double days, long units) {
      return units / (double) number;
    }

    @Override
    public double units(long units, int looks, OptionalDouble interval) {
      return number;
    }

    @Override
    public OptionalLong units() {
      return OptionalLong.of(number);
    }
  }

  /** No end is planned. */
  record Open() implements TestPlan {
    @Override
    public double share(double days, long units) {
      return 0;
    }

    @Override
    public double units(long units, int looks, OptionalDouble interval) {
      return units * (double) (interval.isPresent() ? OPEN_LOOKS : 1);
    }

    @Override
    public boolean exists() {
      return false;
    }
  }
}
