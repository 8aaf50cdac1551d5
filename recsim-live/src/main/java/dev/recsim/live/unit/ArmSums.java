package dev.recsim.live.unit;

import dev.recsim.decide.metric.UnitSums;

/** Exact sums over the units of an arm for a metric. */
public final class ArmSums {
  private final boolean ratio;
  private final boolean covariate;
  private long n;
  private final ExactSum y = new ExactSum();
  private final ExactSum yy = new ExactSum();
  private final ExactSum d = new ExactSum();
  private final ExactSum dd = new ExactSum();
  private final ExactSum yd = new ExactSum();
  private final ExactSum x = new ExactSum();
  private final ExactSum xx = new ExactSum();
  private final ExactSum xy = new ExactSum();
  private final ExactSum xd = new ExactSum();
  private double largest;
  private boolean stale;

  /**
   * No units.
   *
   * @param ratio whether there is a denominator
   * @param covariate whether there is a covariate
   */
  public ArmSums(boolean ratio, boolean covariate) {
    this.ratio = ratio;
    this.covariate = covariate;
  }

  /** Adds a unit, or takes it out. */
  void add(double uy, double ud, double ux, boolean out) {
    n += out ? -1 : 1;
    y.add(uy, out);
    yy.addProduct(uy, uy, out);
    if (ratio) {
      d.add(ud, out);
      dd.addProduct(ud, ud, out);
      yd.addProduct(uy, ud, out);
    }
    if (covariate) {
      x.add(ux, out);
      xx.addProduct(ux, ux, out);
      xy.addProduct(ux, uy, out);
      if (ratio) {
        xd.addProduct(ux, ud, out);
      }
    }
    double square = uy * uy;
    if (square >= largest) {
      // The largest one leaves: it is known again when a larger one comes, or all are seen.
      stale = out && (stale || square > 0);
      largest = square;
    }
  }

  /** Adds sums of other units. */
  public void add(UnitSums it) {
    n += it.n();
    y.add(it.y(), false);
    yy.add(it.yy(), false);
    d.add(it.d(), false);
    dd.add(it.dd(), false);
    yd.add(it.yd(), false);
    x.add(it.x(), false);
    xx.add(it.xx(), false);
    xy.add(it.xy(), false);
    xd.add(it.xd(), false);
    largest = Math.max(largest, it.largest());
  }

  /** Adds other sums, of other units. */
  public void add(ArmSums it) {
    n += it.n;
    y.add(it.y);
    yy.add(it.yy);
    d.add(it.d);
    dd.add(it.dd);
    yd.add(it.yd);
    x.add(it.x);
    xx.add(it.xx);
    xy.add(it.xy);
    xd.add(it.xd);
    if (it.largest >= largest) {
      largest = it.largest;
      stale = false;
    }
  }

  /** Takes out all units. */
  public void clear() {
    n = 0;
    for (ExactSum sum : new ExactSum[] {y, yy, d, dd, yd, x, xx, xy, xd}) {
      sum.clear();
    }
    largest = 0;
    stale = false;
  }

  /** Whether the largest square is only a bound, because a unit left. */
  boolean isStale() {
    return stale;
  }

  void largest(double square) {
    largest = square;
    stale = false;
  }

  /** The sums, each rounded once. */
  public UnitSums sums() {
    return new UnitSums(
        n,
        y.value(),
        yy.value(),
        d.value(),
        dd.value(),
        yd.value(),
        x.value(),
        xx.value(),
        xy.value(),
        xd.value(),
        largest);
  }
}
