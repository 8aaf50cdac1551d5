package dev.recsim.live.unit;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData.What;
import dev.recsim.live.TestMetric;
import java.util.List;
import java.util.function.LongFunction;

/** The values of units, joined from their rows, and sums over units. */
final class UnitValues {
  private static final long ALL = -1;

  final UnitTable units;
  private final List<TestMetric> metrics;
  private final TestLayout layout;
  private final LongFunction<String> where;
  private final ArmSums[][] total;

  /** Sums over units that count for the first time at the next look. */
  private final ArmSums[][] fresh;

  /** Units that count whose value is not what is declared, of each metric. */
  private final long[] outside;

  UnitValues(TestColumns columns, TestLayout layout, LongFunction<String> where) {
    metrics = columns.metrics();
    this.layout = layout;
    this.where = where;
    units = new UnitTable(layout.covariates.length, layout.slots.length);
    outside = new long[metrics.size()];
    total = sums(columns.arms().size());
    fresh = sums(columns.arms().size());
  }

  private ArmSums[][] sums(int arms) {
    ArmSums[][] sums = new ArmSums[arms][metrics.size()];
    for (int a = 0; a < arms; a++) {
      for (int m = 0; m < metrics.size(); m++) {
        sums[a][m] = new ArmSums(layout.d[m] >= 0, layout.x[m] >= 0);
      }
    }
    return sums;
  }

  /** Adds a unit with the covariates of its first row; true if it has all. */
  boolean assign(TestRow row) {
    int unit = units.add(row.high, row.low, row.time, row.arm);
    units.place(unit, row.place);
    boolean all = true;
    for (int c = 0; c < layout.covariates.length; c++) {
      double value = row.values[layout.covariates[c]];
      units.covariate(unit, c, value);
      all &= !Double.isNaN(value);
    }
    return all;
  }

  /**
   * Whether a row has another value of a covariate than the unit's first row, for the first time.
   */
  boolean changes(int unit, TestRow row) {
    for (int c = 0; c < layout.covariates.length; c++) {
      double value = row.values[layout.covariates[c]];
      boolean other = !Double.isNaN(value) && value != units.covariate(unit, c);
      if (other && !units.is(UnitTable.CHANGED, unit)) {
        units.set(UnitTable.CHANGED, unit);
        return true;
      }
    }
    return false;
  }

  /** Joins a row to a unit, which is in the sums or not. */
  void join(int unit, TestRow row, boolean counts) {
    long changed = 0;
    for (int s = 0; s < layout.slots.length; s++) {
      if (changes(unit, s, row.values[layout.slots[s]])) {
        changed |= 1L << s;
      }
    }
    if (changed == 0) {
      return;
    }
    units.place(unit, row.place);
    if (counts) {
      add(total, unit, true, changed);
    }
    for (int s = 0; s < layout.slots.length; s++) {
      double value = row.values[layout.slots[s]];
      if (changes(unit, s, value)) {
        switch (layout.joins[s]) {
          case SUM -> units.sum(unit, s, value);
          case ANY -> units.slot(unit, s, 1);
          default -> units.slot(unit, s, value);
        }
      }
    }
    if (counts) {
      add(total, unit, false, changed);
    }
  }

  private boolean changes(int unit, int s, double value) {
    double now = units.slot(unit, s);
    return switch (layout.joins[s]) {
      case SUM -> value != 0 && value == value;
      case LAST -> value == value && value != now;
      case MAX -> value > now || now != now && value == value;
      case ANY -> value != 0 && value == value && now != 1;
    };
  }

  void count(int unit) {
    add(total, unit, false, ALL);
  }

  void takeOut(int unit) {
    add(total, unit, true, ALL);
  }

  /** Counts a unit whose values are final. */
  void countFinal(int unit) {
    add(fresh, unit, false, ALL);
  }

  /** Adds a unit to the sums of metrics with one of these slots, or takes it out. */
  private void add(ArmSums[][] to, int unit, boolean out, long slots) {
    ArmSums[] sums = to[units.arm(unit)];
    for (int m = 0; m < sums.length; m++) {
      if ((layout.used[m] & slots) == 0) {
        continue;
      }
      TestMetric metric = metrics.get(m);
      double y = y(unit, m);
      if (isOutside(metric, y)) {
        outside[m] += out ? -1 : 1;
      }
      int x = layout.x[m];
      double covariate = x < 0 ? 0 : units.covariate(unit, x);
      sums[m].add(
          y,
          layout.d[m] < 0 ? 0 : slot(unit, layout.d[m]),
          covariate == covariate ? covariate : 0,
          out);
    }
  }

  private double slot(int unit, int slot) {
    double value = units.slot(unit, slot);
    return value == value ? value : 0;
  }

  private double y(int unit, int m) {
    double y = slot(unit, layout.y[m]);
    return y > metrics.get(m).clip() ? metrics.get(m).clip() : y;
  }

  /** Counts values above what they are clipped to, also of units whose window is not complete. */
  void clipped(TestCounts counts) {
    for (int unit = 0; unit < units.size(); unit++) {
      for (int m = 0; m < metrics.size() && !units.is(UnitTable.EXCLUDED, unit); m++) {
        if (slot(unit, layout.y[m]) > metrics.get(m).clip()) {
          counts.add(What.CLIPPED, units.place(unit));
        }
      }
    }
  }

  private static boolean isOutside(TestMetric metric, double y) {
    return metric.share() && y != 0 && y != 1 || y < metric.low() || y > metric.high();
  }

  /**
   * Ends a look.
   *
   * @param counted units with lower numbers are in the sums, unless they are excluded
   */
  void look(int counted) throws InvalidTestData {
    for (int a = 0; a < total.length; a++) {
      for (int m = 0; m < total[a].length; m++) {
        if (total[a][m].isStale()) {
          total[a][m].largest(largest(counted, a, m));
        }
        if (outside[m] > 0) {
          throw outside(counted, m);
        }
      }
    }
  }

  private double largest(int counted, int arm, int m) {
    double largest = 0;
    for (int unit = 0; unit < counted; unit++) {
      if (units.arm(unit) == arm && !units.is(UnitTable.EXCLUDED, unit)) {
        double y = y(unit, m);
        largest = Math.max(largest, y * y);
      }
    }
    return largest;
  }

  private InvalidTestData outside(int counted, int m) {
    TestMetric metric = metrics.get(m);
    int unit = 0;
    while (unit < counted - 1
        && (units.is(UnitTable.EXCLUDED, unit) || !isOutside(metric, y(unit, m)))) {
      unit++;
    }
    String declared =
        metric.share()
            ? "a share is 0 or 1 for each unit; join its rows by any, or make it no share"
            : "its range is declared as %s to %s; correct the range or the rows, or clip"
                .formatted(metric.low(), metric.high());
    return new InvalidTestData(
        "%s: with this row, column \"%s\" of the unit is %s, but %s"
            .formatted(where.apply(units.place(unit)), metric.y(), y(unit, m), declared));
  }

  UnitSums[][] totals() {
    return sums(total);
  }

  /** Adds units that were counted by {@link #countFinal} to the totals, and gives their sums. */
  UnitSums[][] fresh() {
    UnitSums[][] sums = sums(fresh);
    for (int a = 0; a < total.length; a++) {
      for (int m = 0; m < total[a].length; m++) {
        total[a][m].add(fresh[a][m]);
        fresh[a][m].clear();
      }
    }
    return sums;
  }

  private static UnitSums[][] sums(ArmSums[][] of) {
    UnitSums[][] sums = new UnitSums[of.length][];
    for (int a = 0; a < of.length; a++) {
      sums[a] = new UnitSums[of[a].length];
      for (int m = 0; m < of[a].length; m++) {
        sums[a][m] = of[a][m].sums();
      }
    }
    return sums;
  }
}
