package dev.recsim.live.unit;

import dev.recsim.live.TestMetric;
import dev.recsim.live.options.AbOptions.Join;
import java.util.ArrayList;
import java.util.List;

/**
 * Which columns are read, and what is kept of a unit: a covariate as it was at the assignment, and
 * a slot for each column and join that a metric needs.
 */
public final class TestLayout {
  /** Distinct columns of metrics and covariates; a row's values are in this order. */
  public final List<String> values = new ArrayList<>();

  /** Index in the values of each covariate. */
  final int[] covariates;

  /** Index in the values of each slot, and how its rows are joined. */
  final int[] slots;

  final Join[] joins;

  /** Slots of y and d, and number of the covariate of each metric; -1 for none. */
  final int[] y;

  final int[] d;
  final int[] x;

  /** The slots of each metric as bits; slots from 64 on share bits with others. */
  final long[] used;

  public TestLayout(List<TestMetric> metrics) {
    List<Integer> known = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    List<Join> how = new ArrayList<>();
    int count = metrics.size();
    y = new int[count];
    d = new int[count];
    x = new int[count];
    used = new long[count];
    for (int m = 0; m < count; m++) {
      TestMetric metric = metrics.get(m);
      y[m] = slot(metric.y(), metric.join(), columns, how);
      d[m] = metric.d().map(it -> slot(it, metric.join(), columns, how)).orElse(-1);
      used[m] = 1L << y[m] | (d[m] < 0 ? 0 : 1L << d[m]);
      x[m] = metric.x().map(it -> place(known, value(it))).orElse(-1);
    }
    covariates = known.stream().mapToInt(it -> it).toArray();
    slots = columns.stream().mapToInt(it -> it).toArray();
    joins = how.toArray(Join[]::new);
  }

  private int value(String column) {
    return place(values, column);
  }

  private static <T> int place(List<T> list, T entry) {
    if (!list.contains(entry)) {
      list.add(entry);
    }
    return list.indexOf(entry);
  }

  private int slot(String column, Join join, List<Integer> columns, List<Join> how) {
    int value = value(column);
    for (int s = 0; s < columns.size(); s++) {
      if (columns.get(s) == value && how.get(s) == join) {
        return s;
      }
    }
    columns.add(value);
    how.add(join);
    return columns.size() - 1;
  }
}
