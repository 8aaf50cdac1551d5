package dev.recsim.live.file;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.SumColumns;
import dev.recsim.live.TestMetric;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which columns have which sums. */
final class SumColumnNames {
  private static final String SQUARES = "_squares";
  private static final String LARGEST = "_largest";

  private final SumColumns declared;
  private final List<String> columns;
  private final Set<String> optional = new LinkedHashSet<>();

  SumColumnNames(SumColumns declared) {
    this.declared = declared;
    Set<String> names = new LinkedHashSet<>();
    names.add(declared.arm());
    names.add(declared.n());
    if (declared.day() != null) {
      names.add(declared.day());
    }
    for (TestMetric metric : declared.metrics()) {
      names.add(metric.y());
      if (!metric.share()) {
        names.add(metric.y() + SQUARES);
        optional.add(metric.y() + LARGEST);
      }
      if (metric.d() != null) {
        names.addAll(List.of(metric.d(), metric.d() + SQUARES, metric.y() + "_" + metric.d()));
      }
      if (metric.x() != null) {
        names.addAll(List.of(metric.x(), metric.x() + SQUARES, metric.x() + "_" + metric.y()));
      }
      if (metric.x() != null && metric.d() != null) {
        names.add(metric.x() + "_" + metric.d());
      }
    }
    optional.removeAll(names);
    names.addAll(optional);
    columns = new ArrayList<>(names);
  }

  /** Distinct names of all columns. */
  List<String> columns() {
    return columns;
  }

  /** Those of them that need not be there. */
  Set<String> optional() {
    return optional;
  }

  int index(String column) {
    return columns.indexOf(column);
  }

  String n() {
    return declared.n();
  }

  TestMetric metric(int m) {
    return declared.metrics().get(m);
  }

  /** Column of the squares of a metric; of a share it is the column itself. */
  String squares(int m) {
    return metric(m).share() ? metric(m).y() : metric(m).y() + SQUARES;
  }

  /** Reads a row. */
  SumRow row(Cells cells) throws InvalidTestData {
    double n = number(cells, declared.n());
    if (n < 0 || n != Math.rint(n) || n > 1L << 53) {
      throw cells.problem(
          index(declared.n()), "is no number of units; write a whole number, 0 or more");
    }
    List<UnitSums> sums = new ArrayList<>();
    for (int m = 0; m < declared.metrics().size(); m++) {
      sums.add(sums(cells, m, (long) n));
    }
    SumRow row = new SumRow(cells.file, cells.line, (long) n, sums);
    row.check(this);
    return row;
  }

  private UnitSums sums(Cells cells, int m, long n) throws InvalidTestData {
    TestMetric metric = metric(m);
    String y = metric.y();
    String d = metric.d();
    String x = metric.x();
    UnitSums sums = UnitSums.of(n, number(cells, y), number(cells, squares(m)));
    if (metric.share()) {
      sums = sums.withLargest(sums.y() > 0 ? 1 : 0);
    } else if (!cells.isEmpty(index(y + LARGEST))) {
      sums = sums.withLargest(number(cells, y + LARGEST));
    }
    if (d != null) {
      sums =
          sums.withDenominator(
              number(cells, d), number(cells, d + SQUARES), number(cells, y + "_" + d));
    }
    if (x != null) {
      sums =
          sums.withCovariate(
              number(cells, x),
              number(cells, x + SQUARES),
              number(cells, x + "_" + y),
              d == null ? 0 : number(cells, x + "_" + d));
    }
    return sums;
  }

  private double number(Cells cells, String column) throws InvalidTestData {
    int index = index(column);
    if (cells.isEmpty(index)) {
      throw cells.at(index, "the sum is missing; write 0 if it is 0");
    }
    return cells.number(index);
  }
}
