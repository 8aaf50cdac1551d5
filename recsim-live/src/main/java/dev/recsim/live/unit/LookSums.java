package dev.recsim.live.unit;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.TestData.Look;
import dev.recsim.live.TestData.What;
import dev.recsim.live.TestMetric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Takes the rows of units in the order of time, and keeps sums at each look. */
public final class LookSums {
  private final TestColumns columns;
  private final LongFunction<String> where;
  private final Intervals intervals;
  private final UnitValues values;
  private final UnitTable units;
  private final TestCounts counts = new TestCounts();
  private final SameTime sameTime = new SameTime();
  private final long[] assigned;
  private final List<Look> looks = new ArrayList<>();

  /** Nanoseconds; below 0 if units count at once. */
  private final long window;

  /** Units with lower numbers count. */
  private int counted;

  /** Intervals with rows before the first look. */
  private final List<Long> earlier = new ArrayList<>();

  private long first;
  private long interval;
  private boolean rows;
  private long time;

  /**
   * @param where file and line of a row
   */
  public LookSums(TestColumns columns, TestLayout layout, LongFunction<String> where) {
    this.columns = columns;
    this.where = where;
    intervals = Intervals.of(columns);
    window = columns.window().map(Intervals::nanos).orElse(-1L);
    values = new UnitValues(columns, layout, where);
    units = values.units;
    assigned = new long[columns.arms().size()];
  }

  /** Takes the next rows; no time is before that of the last one. */
  public void rows(TestRow[] rows, int count) throws InvalidTestData {
    units.fetch(rows, count);
    for (int i = 0; i < count; i++) {
      row(rows[i]);
    }
  }

  private void row(TestRow row) throws InvalidTestData {
    counts.add(What.ROWS, row.place);
    if (columns.timed() && row.time >= intervals.until()) {
      counts.add(What.ROWS_AFTER_LAST_LOOK, row.place);
      return;
    }
    if (intervals.of(row.time) != interval) {
      advance(row);
    }
    rows = true;
    time = row.time;
    if (row.id != 0 && !sameTime.add(row)) {
      counts.add(What.DUPLICATES, row.place);
    } else if (row.arm == TestRow.OTHER_ARM) {
      counts.add(What.ROWS_OF_OTHER_ARMS, row.place);
    } else {
      int unit = units.find(row.high, row.low);
      if (unit >= 0) {
        known(unit, row);
      } else if (row.arm == TestRow.NO_ARM) {
        counts.add(What.ROWS_BEFORE_ASSIGNMENT, row.place);
      } else {
        assign(row);
      }
    }
  }

  private void assign(TestRow row) {
    if (units.size() == 0) {
      first = interval;
    }
    counts.add(What.UNITS, row.place);
    assigned[row.arm]++;
    if (!values.assign(row)) {
      counts.add(What.COVARIATES_MISSING, row.place);
    }
    int unit = units.size() - 1;
    values.join(unit, row, false);
    if (window < 0) {
      values.count(unit);
      counted = units.size();
    }
  }

  private void known(int unit, TestRow row) {
    if (units.is(UnitTable.EXCLUDED, unit)) {
      return;
    }
    if (row.arm >= 0 && row.arm != units.arm(unit)) {
      counts.add(What.UNITS_IN_SEVERAL_ARMS, row.place);
      if (unit < counted) {
        values.takeOut(unit);
      }
      units.set(UnitTable.EXCLUDED, unit);
      assigned[units.arm(unit)]--;
      return;
    }
    if (values.changes(unit, row)) {
      counts.add(What.COVARIATES_CHANGED, row.place);
    }
    if (window >= 0 && row.time - units.time(unit) >= window) {
      counts.add(What.ROWS_AFTER_WINDOW, row.place);
    } else {
      values.join(unit, row, window < 0);
    }
  }

  /** Ends the intervals before a row. */
  private void advance(TestRow row) throws InvalidTestData {
    long next = intervals.of(row.time);
    if (units.size() > 0 ? next - first >= Intervals.MOST : earlier.size() >= Intervals.MOST) {
      throw new InvalidTestData(
          "%s: this is more than %s looks after the first row; correct the time, or look less often"
              .formatted(where.apply(row.place), Intervals.MOST));
    }
    if (units.size() == 0 && rows) {
      earlier.add(interval);
    }
    while (units.size() > 0 && interval < next) {
      look();
    }
    interval = next;
    rows = false;
  }

  /** Ends the interval and begins the next one. */
  private void look() throws InvalidTestData {
    int before = counted;
    UnitSums[][] fresh = window < 0 ? null : complete();
    values.look(counted);
    boolean same = !rows && counted == before && !looks.isEmpty();
    UnitSums[][] sums = same ? looks.get(looks.size() - 1).sums() : values.totals();
    looks.add(
        new Look(
            intervals.instant(interval),
            assigned.clone(),
            sums,
            window < 0 && isOnly() ? sums : fresh,
            rows));
    interval++;
    rows = false;
  }

  /** Counts the units whose window is complete. */
  private UnitSums[][] complete() {
    long end = intervals.end(interval);
    long now = end == Long.MAX_VALUE ? time : end;
    while (counted < units.size() && now - units.time(counted) >= window) {
      if (!units.is(UnitTable.EXCLUDED, counted)) {
        values.countFinal(counted);
      }
      counted++;
    }
    return values.fresh();
  }

  /** Whether no other look can come, and none was. */
  private boolean isOnly() {
    return intervals.isLast(interval) && interval == first;
  }

  /**
   * Ends the data.
   *
   * @param beyond whether to go on until the window of each unit is complete
   */
  public PartialSums end(boolean beyond) throws InvalidTestData {
    int more = 0;
    if (units.size() == 0 && rows) {
      earlier.add(interval);
    }
    if (units.size() > 0) {
      look();
      while (beyond
          && !intervals.isOne()
          && counted < units.size()
          && intervals.end(interval) <= intervals.until()) {
        look();
        more++;
      }
    }
    values.clipped(counts);
    List<String> names = columns.metrics().stream().map(TestMetric::name).toList();
    TestData data = new TestData(columns.arms(), names, looks, counts.list(where));
    Duration look = columns.look().orElse(Duration.ZERO);
    return new PartialSums(look, first, more, earlier, data);
  }
}
