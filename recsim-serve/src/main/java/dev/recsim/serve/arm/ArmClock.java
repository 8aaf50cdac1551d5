package dev.recsim.serve.arm;

import java.time.Clock;
import java.time.Instant;

/**
 * Finds the arm of a bucket now. It keeps the owners of the slots for the second that the clock
 * tells, and computes them again for every other one, also if the clock goes back. Thread-safe,
 * without locks.
 */
public final class ArmClock {
  private final Arms arms;
  private final Clock clock;
  private volatile Owners owners;

  private record Owners(long second, int[] slots) {}

  /**
   * Creates a clock of arms.
   *
   * @param arms the arms
   * @param clock tells the time
   */
  public ArmClock(Arms arms, Clock clock) {
    this.arms = arms;
    this.clock = clock;
  }

  /** {@return the arms} */
  public Arms arms() {
    return arms;
  }

  /**
   * {@return the arm of a bucket now}
   *
   * @param bucket of a unit, see {@link Arms#bucket}
   */
  public Arm arm(double bucket) {
    long second = Math.floorDiv(clock.millis(), 1_000L);
    Owners now = owners;
    if (now == null || now.second != second) {
      now = new Owners(second, arms.slots(Instant.ofEpochSecond(second)));
      owners = now;
    }
    return arms.arms().get(Arms.arm(now.slots, bucket));
  }
}
