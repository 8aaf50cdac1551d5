package dev.recsim.live;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.TestData.Look;
import dev.recsim.live.TestData.What;
import dev.recsim.live.options.AbOptions.Join;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a live test's sums are, from all rows in memory, anew for each look. */
final class NaiveSums {
  private static final long SECOND = 1_000_000_000L;

  private final TestColumns columns;
  private final List<Row> rows = new ArrayList<>();
  private final Map<What, Long> counts = new EnumMap<>(What.class);

  /** A unit's rows from its assignment on. */
  private final Map<String, List<Row>> units = new LinkedHashMap<>();

  private final Map<String, Row> excluded = new LinkedHashMap<>();

  /**
   * A row.
   *
   * @param time seconds since 1970
   * @param id empty for none
   * @param values by column; without those that are empty
   */
  record Row(String unit, String arm, long time, String id, Map<String, Double> values) {}

  NaiveSums(TestColumns columns, List<Row> rows) {
    this.columns = columns;
    rows.stream().sorted(Comparator.comparingLong(Row::time)).forEach(this.rows::add);
    add(What.ROWS, rows.size());
    long until = until();
    this.rows.removeIf(row -> row.time >= until);
    add(What.ROWS_AFTER_LAST_LOOK, rows.size() - this.rows.size());
    Set<List<Object>> seen = new HashSet<>();
    for (Row row : this.rows) {
      if (!row.id.isEmpty() && !seen.add(List.of(row.unit, row.time, row.id))) {
        add(What.DUPLICATES, 1);
      } else if (!row.arm.isEmpty() && !columns.arms().contains(row.arm)) {
        add(What.ROWS_OF_OTHER_ARMS, 1);
      } else {
        place(row);
      }
    }
  }

  private void place(Row row) {
    List<Row> own = units.get(row.unit);
    if (own == null) {
      if (row.arm.isEmpty()) {
        add(What.ROWS_BEFORE_ASSIGNMENT, 1);
        return;
      }
      add(What.UNITS, 1);
      if (covariates().stream().anyMatch(x -> !row.values.containsKey(x))) {
        add(What.COVARIATES_MISSING, 1);
      }
      units.put(row.unit, new ArrayList<>(List.of(row)));
      return;
    }
    Row first = own.get(0);
    if (excluded.containsKey(row.unit)) {
      return;
    }
    if (!row.arm.isEmpty() && !row.arm.equals(first.arm)) {
      add(What.UNITS_IN_SEVERAL_ARMS, 1);
      excluded.put(row.unit, row);
      return;
    }
    if (changes(own, row) && own.stream().noneMatch(it -> changes(own, it))) {
      add(What.COVARIATES_CHANGED, 1);
    }
    own.add(row);
    if (row.time >= first.time + window()) {
      add(What.ROWS_AFTER_WINDOW, 1);
    }
  }

  private boolean changes(List<Row> own, Row row) {
    return covariates().stream()
        .anyMatch(
            x -> row.values.containsKey(x) && !row.values.get(x).equals(own.get(0).values.get(x)));
  }

  private List<String> covariates() {
    return columns.metrics().stream().flatMap(it -> it.x().stream()).distinct().toList();
  }

  private void add(What what, long number) {
    counts.merge(what, number, Long::sum);
  }

  private long look() {
    return columns.look().map(Duration::getSeconds).orElse(Long.MAX_VALUE / SECOND);
  }

  private long until() {
    if (columns.end().isEmpty()) {
      return Long.MAX_VALUE;
    }
    long until = columns.end().get().getEpochSecond();
    return columns.look().isEmpty() ? until : until / look() * look();
  }

  private long window() {
    return columns.window().map(Duration::getSeconds).orElse(Long.MAX_VALUE / SECOND);
  }

  long count(What what) {
    return counts.getOrDefault(what, 0L);
  }

  List<Look> looks() {
    List<Look> looks = new ArrayList<>();
    if (units.isEmpty()) {
      return looks;
    }
    long first = units.values().iterator().next().get(0).time / look();
    long last = rows.get(rows.size() - 1).time / look();
    for (TestMetric metric : columns.metrics()) {
      for (String unit : units.keySet()) {
        if (!excluded.containsKey(unit)
            && joined(unit, metric.y(), metric.join(), Long.MAX_VALUE) > metric.clip()) {
          add(What.CLIPPED, 1);
        }
      }
    }
    for (long i = first; i <= last; i++) {
      looks.add(look(i, i == first && (i + 1) * look() >= until()));
    }
    return looks;
  }

  private Look look(long interval, boolean only) {
    boolean one = look() == Long.MAX_VALUE / SECOND;
    long end = one ? Math.min(until(), Long.MAX_VALUE / SECOND) : (interval + 1) * look();
    long now = one && until() == Long.MAX_VALUE ? rows.get(rows.size() - 1).time : end;
    long[] assigned = new long[columns.arms().size()];
    List<List<String>> counted = new ArrayList<>();
    List<List<String>> fresh = new ArrayList<>();
    for (int a = 0; a < assigned.length; a++) {
      counted.add(new ArrayList<>());
      fresh.add(new ArrayList<>());
    }
    for (Map.Entry<String, List<Row>> unit : units.entrySet()) {
      Row at = unit.getValue().get(0);
      Row out = excluded.get(unit.getKey());
      if (at.time >= end || out != null && out.time < end) {
        continue;
      }
      int arm = columns.arms().indexOf(at.arm);
      assigned[arm]++;
      if (columns.window().isEmpty() || at.time + window() <= now) {
        counted.get(arm).add(unit.getKey());
        if (one || at.time + window() > end - look()) {
          fresh.get(arm).add(unit.getKey());
        }
      }
    }
    UnitSums[][] later = sums(fresh, end);
    UnitSums[][] sums = sums(counted, end);
    boolean any = rows.stream().anyMatch(row -> row.time / look() == interval);
    Instant at = one && until() == Long.MAX_VALUE ? null : Instant.ofEpochSecond(end);
    UnitSums[][] known = columns.window().isPresent() ? later : one || only ? sums : null;
    return new Look(at, assigned, sums, known, any);
  }

  private UnitSums[][] sums(List<List<String>> counted, long end) {
    UnitSums[][] sums = new UnitSums[counted.size()][columns.metrics().size()];
    for (int a = 0; a < sums.length; a++) {
      for (int m = 0; m < sums[a].length; m++) {
        sums[a][m] = sums(counted.get(a), columns.metrics().get(m), end);
      }
    }
    return sums;
  }

  private UnitSums sums(List<String> counted, TestMetric metric, long end) {
    BigDecimal[] sums = new BigDecimal[9];
    Arrays.fill(sums, BigDecimal.ZERO);
    double largest = 0;
    for (String unit : counted) {
      double raw = joined(unit, metric.y(), metric.join(), end);
      double y = raw > metric.clip() ? metric.clip() : raw;
      double d = metric.d().map(it -> joined(unit, it, metric.join(), end)).orElse(0.0);
      double x =
          metric.x().map(it -> units.get(unit).get(0).values.getOrDefault(it, 0.0)).orElse(0.0);
      double[][] terms = {{y, 1}, {y, y}, {d, 1}, {d, d}, {y, d}, {x, 1}, {x, x}, {x, y}, {x, d}};
      for (int t = 0; t < terms.length; t++) {
        sums[t] = sums[t].add(new BigDecimal(terms[t][0]).multiply(new BigDecimal(terms[t][1])));
      }
      largest = Math.max(largest, y * y);
    }
    return new UnitSums(
        counted.size(),
        sums[0].doubleValue(),
        sums[1].doubleValue(),
        sums[2].doubleValue(),
        sums[3].doubleValue(),
        sums[4].doubleValue(),
        sums[5].doubleValue(),
        sums[6].doubleValue(),
        sums[7].doubleValue(),
        sums[8].doubleValue(),
        largest);
  }

  private double joined(String unit, String column, Join join, long end) {
    List<Row> own = units.get(unit);
    long to = columns.window().isEmpty() ? end : own.get(0).time + window();
    List<Double> values =
        own.stream()
            .filter(row -> row.time < to && row.values.containsKey(column))
            .map(row -> row.values.get(column))
            .toList();
    if (values.isEmpty()) {
      return 0;
    }
    return switch (join) {
      case SUM ->
          values.stream()
              .map(BigDecimal::new)
              .reduce(BigDecimal.ZERO, BigDecimal::add)
              .doubleValue();
      case LAST -> values.get(values.size() - 1);
      case MAX -> values.stream().max(Double::compare).orElseThrow();
      case ANY -> values.stream().anyMatch(v -> v != 0) ? 1 : 0;
    };
  }
}
