package dev.recsim.serve.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A histogram of times. The bounds grow by the square root of 2. Thread-safe, without locks. */
public final class Latencies {
  /** From 8 microseconds to about 12 seconds. */
  private static final int BOUNDS = 42;

  private static final double FIRST = 8e-6;

  private static final double[] SECONDS = new double[BOUNDS];
  private static final long[] NANOS = new long[BOUNDS];

  static {
    for (int i = 0; i < BOUNDS; i++) {
      SECONDS[i] = FIRST * StrictMath.pow(2, i / 2.0);
      NANOS[i] = (long) (SECONDS[i] * TimeUnit.SECONDS.toNanos(1));
    }
  }

  private final LongAdder[] counts = new LongAdder[BOUNDS + 1];
  private final LongAdder sum = new LongAdder();

  /** Creates an empty histogram. */
  public Latencies() {
    Arrays.setAll(counts, i -> new LongAdder());
  }

  /**
   * Adds a time.
   *
   * @param nanos the time
   */
  public void add(long nanos) {
    int place = Arrays.binarySearch(NANOS, nanos);
    counts[place < 0 ? -place - 1 : place].increment();
    sum.add(nanos);
  }

  /** {@return the upper bounds in seconds; the last bucket has none} */
  public List<Double> bounds() {
    return Arrays.stream(SECONDS).boxed().toList();
  }

  /** {@return the number of times in each bucket, one more than bounds} */
  public List<Long> counts() {
    List<Long> all = new ArrayList<>();
    for (LongAdder count : counts) {
      all.add(count.sum());
    }
    return all;
  }

  /** {@return the sum of the times in seconds} */
  public double sum() {
    return sum.sum() / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
