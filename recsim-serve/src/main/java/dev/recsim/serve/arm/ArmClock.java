package dev.recsim.serve.arm;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the arm of a bucket now. It keeps the owners of the slots for the second that the clock
 * tells, and computes them again for every other one, also if the clock goes back. Thread-safe,
 * without locks.
 */
public final class ArmClock {
  private final Optional<Arms> arms;
  private final List<Arm> all;
  private final Clock clock;
  private volatile Owners owners = new Owners(Long.MIN_VALUE, new int[0]);

  private record Owners(long second, int[] slots) {}

  private ArmClock(Optional<Arms> arms, List<Arm> all, Clock clock) {
    this.arms = arms;
    this.all = all;
    this.clock = clock;
  }

  /**
   * Creates a clock of arms.
   *
   * @param arms the arms
   * @param clock tells the time
   */
  public ArmClock(Arms arms, Clock clock) {
    this(Optional.of(arms), arms.arms(), clock);
  }

  /**
   * Creates a clock of one arm, which has all units.
   *
   * @param only the arm
   */
  public ArmClock(Arm only) {
    this(Optional.empty(), List.of(only), Clock.systemUTC());
  }

  /** {@return the arms; empty for one arm with all units} */
  public Optional<Arms> arms() {
    return arms;
  }

  /** {@return all arms} */
  public List<Arm> all() {
    return all;
  }

  /** {@return the arms as what JSON can hold; empty for one arm with all units} */
  public Map<String, Object> described() {
    return arms.map(Arms::described).orElse(Map.of());
  }

  /**
   * {@return the place of a unit; NaN for one arm with all units}
   *
   * @param unit id of the unit
   */
  public double bucket(String unit) {
    return arms.isPresent() ? Arms.bucket(arms.get().salt(), unit) : Double.NaN;
  }

  /**
   * {@return the arm of a bucket now}
   *
   * @param bucket of a unit, see {@link #bucket}
   */
  public Arm arm(double bucket) {
    if (arms.isEmpty()) {
      return all.get(0);
    }
    long second = Math.floorDiv(clock.millis(), 1_000L);
    Owners now = owners;
    if (now.second != second) {
      now = new Owners(second, arms.get().slots(Instant.ofEpochSecond(second)));
      owners = now;
    }
    return all.get(Arms.arm(now.slots, bucket));
  }
}
