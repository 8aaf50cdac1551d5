package dev.recsim.fit.log;

import dev.recsim.api.InvalidOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The sessions of a log, split into those of the fit and those held out.
 *
 * @param <T> a session
 */
public final class Collected<T> {
  private static final int PARTS = 5;

  private final int heldOut;
  private final List<T> all = new ArrayList<>();

  /**
   * @param heldOut every how many sessions one is held out
   */
  public Collected(int heldOut) {
    this.heldOut = heldOut;
  }

  public void add(T session) {
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

  /** The first fifth of the log. */
  public List<T> first() {
    return all.subList(0, all.size() / PARTS);
  }

  /** The last fifth of the log. */
  public List<T> last() {
    return all.subList(all.size() - all.size() / PARTS, all.size());
  }
}
