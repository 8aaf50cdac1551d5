package dev.recsim.live.file;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestMetric;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which columns have which sums. */
final class SumColumnNames {
  private static final String SQUARES = "_squares";
  private static final String LARGEST = "_largest";

  private final TestColumns declared;
  private final List<String> columns;
  private final Set<String> optional = new LinkedHashSet<>();

  SumColumnNames(TestColumns declared) {
    this.declared = declared;
    Set<String> names = new LinkedHashSet<>();
    names.add(declared.by().arm());
    names.add(declared.by().n());
    if (declared.timed()) {
      names.add(declared.by().day());
    }
    for (TestMetric metric : declared.metrics()) {
      names.add(metric.y());
      if (!metric.share()) {
        names.add(metric.y() + SQUARES);
        optional.add(metric.y() + LARGEST);
      }
      metric.d().ifPresent(d -> names.addAll(List.of(d, d + SQUARES, metric.y() + "_" + d)));
      metric.x().ifPresent(x -> names.addAll(List.of(x, x + SQUARES, x + "_" + metric.y())));
      metric.x().ifPresent(x -> metric.d().ifPresent(d -> names.add(x + "_" + d)));
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
    return declared.by().n();
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
    double n = number(cells, declared.by().n());
    if (n < 0 || n != Math.rint(n) || n > 1L << 53) {
      throw cells.problem(
          index(declared.by().n()), "is no number of units; write a whole number, 0 or more");
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
    UnitSums sums = UnitSums.of(n, number(cells, y), number(cells, squares(m)));
    if (metric.share()) {
      sums = sums.withLargest(sums.y() > 0 ? 1 : 0);
    } else if (!cells.isEmpty(index(y + LARGEST))) {
      sums = sums.withLargest(number(cells, y + LARGEST));
    }
    if (metric.d().isPresent()) {
      String d = metric.d().get();
      sums =
          sums.withDenominator(
              number(cells, d), number(cells, d + SQUARES), number(cells, y + "_" + d));
    }
    if (metric.x().isPresent()) {
      String x = metric.x().get();
      sums =
          sums.withCovariate(
              number(cells, x),
              number(cells, x + SQUARES),
              number(cells, x + "_" + y),
              metric.d().isPresent() ? number(cells, x + "_" + metric.d().get()) : 0);
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
