package dev.recsim.live.file;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.TestData.Look;
import dev.recsim.live.TestData.What;
import dev.recsim.live.TestMetric;
import dev.recsim.live.TestSource;
import dev.recsim.live.options.AbOptions.Rows;
import dev.recsim.live.unit.Intervals;
import dev.recsim.live.unit.TestCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums of days in CSV files with a header, or JSON Lines, see {@link SumColumns}. Rows may have any
 * order. Each day has a row for each arm; a look without a day has the sums of the look before.
 */
public final class DailySums implements TestSource {
  private final List<Path> files;
  private final TestColumns columns;
  private final SumColumnNames names;
  private final Intervals intervals;

  /**
   * @param files one after the other
   * @param columns what the rows are
   * @throws IllegalArgumentException if there is no file or arm, or an arm is there twice
   */
  public DailySums(List<Path> files, TestColumns columns) {
    if (files.isEmpty() || columns.arms().isEmpty()) {
      throw new IllegalArgumentException("there must be a file and an arm");
    }
    if (new HashSet<>(columns.arms()).size() < columns.arms().size()) {
      throw new IllegalArgumentException("an arm is there twice: " + columns.arms());
    }
    this.files = List.copyOf(files);
    this.columns = columns;
    names = new SumColumnNames(columns);
    intervals = Intervals.of(columns);
  }

  @Override
  public TestData read() throws IOException, InvalidTestData {
    TestCounts counts = new TestCounts();
    List<String> places = new ArrayList<>();
    TreeMap<Long, SumRow[]> days = new TreeMap<>();
    for (Path file : files) {
      try (Cells cells = Cells.open(file, names.columns(), names.optional())) {
        while (cells.next()) {
          add(cells, days, counts, places);
        }
      }
    }
    check(days.values());
    List<Look> looks = looks(days);
    if (!looks.isEmpty()) {
      Look end = looks.get(looks.size() - 1);
      counts.set(What.UNITS, Arrays.stream(end.assigned()).sum());
    }
    return new TestData(
        columns.arms(),
        columns.metrics().stream().map(TestMetric::name).toList(),
        looks,
        counts.list(place -> places.get((int) place)));
  }

  private void add(
      Cells cells, SortedMap<Long, SumRow[]> days, TestCounts counts, List<String> places)
      throws InvalidTestData {
    count(What.ROWS, cells, counts, places);
    long day = columns.timed() ? cells.time(names.index(columns.by().day())) : 0;
    if (columns.timed() && day >= intervals.until()) {
      count(What.ROWS_AFTER_LAST_LOOK, cells, counts, places);
      return;
    }
    cells.checkText(names.index(columns.by().arm()));
    int arm = columns.arms().indexOf(cells.text(names.index(columns.by().arm())));
    if (arm < 0) {
      count(What.ROWS_OF_OTHER_ARMS, cells, counts, places);
      return;
    }
    SumRow row = names.row(cells);
    SumRow[] rows = days.computeIfAbsent(day, it -> new SumRow[columns.arms().size()]);
    if (rows[arm] != null) {
      throw row.problem(
          "arm \"%s\" has this day already in %s; write one row for each day and arm",
          columns.arms().get(arm), Cells.where(rows[arm].file(), rows[arm].line()));
    }
    rows[arm] = row;
    if (days.size() > Intervals.MOST) {
      throw row.problem("there are more than %s days; correct their times", Intervals.MOST);
    }
  }

  private static void count(What what, Cells cells, TestCounts counts, List<String> places) {
    if (counts.number(what) == 0) {
      places.add(Cells.where(cells.file, cells.line));
    }
    counts.add(what, places.size() - 1);
  }

  private void check(Collection<SumRow[]> days) throws InvalidTestData {
    SumRow[] before = null;
    for (SumRow[] day : days) {
      for (int a = 0; a < day.length; a++) {
        if (day[a] == null) {
          SumRow other = Arrays.stream(day).filter(it -> it != null).findFirst().orElseThrow();
          throw other.problem(
              "this day has no row of arm \"%s\"; write a row for each arm, also for 0 units",
              columns.arms().get(a));
        }
        if (before != null && !newUnits()) {
          day[a].follows(before[a], names);
        }
      }
      before = day;
    }
  }

  /** Whether each unit is in the rows of one day; otherwise rows are of all units up to the day. */
  private boolean newUnits() {
    return columns.options().rows() == Rows.NEW_UNITS;
  }

  private List<Look> looks(TreeMap<Long, SumRow[]> days) throws InvalidTestData {
    List<Look> looks = new ArrayList<>();
    if (days.isEmpty()) {
      return looks;
    }
    long first = intervals.of(days.firstKey());
    long last = intervals.of(days.lastKey());
    if (last - first >= Intervals.MOST) {
      throw days.lastEntry()
          .getValue()[0]
          .problem(
              "this is more than %s looks after the first day; correct it, or look less often",
              Intervals.MOST);
    }
    DaySums sums = new DaySums(columns.arms().size(), columns.metrics().size(), newUnits());
    for (long interval = first; interval <= last; interval++) {
      boolean rows = false;
      while (!days.isEmpty() && intervals.of(days.firstKey()) == interval) {
        sums.add(days.pollFirstEntry().getValue());
        rows = true;
      }
      boolean only = interval == first && intervals.isLast(interval);
      UnitSums[][] total = sums.total();
      UnitSums[][] fresh = newUnits() ? sums.fresh() : only ? total : null;
      looks.add(new Look(intervals.instant(interval), sums.units(), total, fresh, rows));
    }
    return looks;
  }
}
