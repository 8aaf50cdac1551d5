package dev.recsim.fit.log;

import dev.recsim.api.InvalidOption;
import dev.recsim.fit.drift.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sessions of a log, split into those of the fit and those held out.
 *
 * @param <T> a session
 */
public final class Collected<T> {
  private static final int PARTS = 5;

  private final int heldOut;
  private final List<T> all = new ArrayList<>();
  private double[] times = new double[64];
  private boolean timed = true;

  /**
   * @param heldOut every how many sessions one is held out
   */
  public Collected(int heldOut) {
    this.heldOut = heldOut;
  }

  /** Adds a session of a log without times. */
  public void add(T session) {
    add(session, Double.NaN);
  }

  /**
   * Adds a session.
   *
   * @param time of its first step; NaN if it is not known
   */
  public void add(T session, double time) {
    times = all.size() < times.length ? times : Arrays.copyOf(times, 2 * times.length);
    times[all.size()] = time;
    timed &= !Double.isNaN(time);
    all.add(session);
  }

  /** Fails unless there are enough sessions to split. */
  public void require() {
    InvalidOption.unless(
        all.size() >= Math.max(heldOut, PARTS),
        "logs",
        "has %s sessions, too few to hold one of %s out; log more".formatted(all.size(), heldOut));
  }

  public List<T> training() {
    return select(false);
  }

  public List<T> heldOut() {
    return select(true);
  }

  private List<T> select(boolean held) {
    List<T> selected = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (i % heldOut == heldOut - 1 == held) {
        selected.add(all.get(i));
      }
    }
    return selected;
  }

  private int[] order() {
    IntStream numbers = IntStream.range(0, all.size());
    return timed
        ? numbers
            .boxed()
            .sorted(Comparator.comparingDouble(i -> times[i]))
            .mapToInt(i -> i)
            .toArray()
        : numbers.toArray();
  }

  /** All sessions in the order of their times; without times, in the order of the log. */
  public List<T> inOrder() {
    return Arrays.stream(order()).mapToObj(all::get).toList();
  }

  /**
   * When the sessions of {@link #inOrder} began.
   *
   * @param dated whether times are dates
   */
  public Period period(boolean dated) {
    double[] ordered =
        Arrays.stream(timed ? order() : new int[0]).mapToDouble(i -> times[i]).toArray();
    return new Period(all.size(), ordered, dated);
  }

  /** The first fifth of the log. */
  public List<T> first() {
    return inOrder().subList(0, all.size() / PARTS);
  }

  /** The last fifth of the log. */
  public List<T> last() {
    return inOrder().subList(all.size() - all.size() / PARTS, all.size());
  }
}
