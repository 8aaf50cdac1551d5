package dev.recsim.docs;

import dev.recsim.random.RandomKey;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Made-up exposures and events of a live test: as rows, as tables of SQL, and as their sums. */
final class AbEvents {
  static final LocalDate START = LocalDate.of(2026, 3, 27);
  static final int DAYS = 9;

  /** A row of a log; without an arm, it is no exposure. */
  record Row(String unit, String arm, LocalDateTime time, double revenue, int clicks, int views) {
    LocalDate day() {
      return time.toLocalDate();
    }

    String values() {
      return "('%s', %s, timestamp '%s', %s, %s, %s)"
          .formatted(
              unit, arm == null ? "null" : "'" + arm + "'", sql(time), revenue, clicks, views);
    }
  }

  private static String sql(LocalDateTime time) {
    return time.toString().replace('T', ' ');
  }

  /** Some units have several exposures, some of these in another arm; some have no events. */
  static final List<Row> ROWS = rows();

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < 120; user++) {
      RandomKey luck = RandomKey.root(11).child(user);
      String unit = "u" + user;
      int day = luck.below(0, DAYS - 1);
      String arm = luck.uniform(1) < 0.5 ? "a" : "b";
      for (int i = 0; i < 1 + luck.below(2, 3); i++) {
        boolean other = i > 0 && luck.uniform(3) < 0.2;
        String seen = other ? arm.equals("a") ? "b" : "a" : arm;
        LocalDateTime at = at(day + (i == 0 ? 0 : luck.below(10 + i, 4)), user, 100 + i);
        rows.add(new Row(unit, seen, at, 0, 0, 0));
      }
      for (int i = 0; i < luck.below(4, 8); i++) {
        RandomKey event = luck.child(i);
        LocalDateTime at = at(day - 3 + event.below(0, 9), user, 200 + i);
        int views = event.below(1, 5);
        rows.add(
            new Row(unit, null, at, event.below(2, 40) / 4.0, event.below(3, views + 1), views));
      }
    }
    rows.removeIf(it -> !it.day().isBefore(START.plusDays(DAYS)));
    rows.sort(Comparator.comparing(Row::time));
    return rows;
  }

  /** A time that no other row has. */
  private static LocalDateTime at(int day, int user, int salt) {
    int second = RandomKey.root(12).child(user).below(salt, 86_400);
    return START
        .plusDays(day)
        .atStartOfDay()
        .plusSeconds(second)
        .plusNanos(1000L * (1000 * user + salt));
  }

  private AbEvents() {}

  static String log() {
    return "create table events (unit_id varchar(9), arm varchar(9), event_time timestamp,"
        + " revenue double precision, clicks integer, views integer);\n"
        + insert("events", ROWS.stream().map(Row::values).toList());
  }

  /** The same as tables of GrowthBook, with another experiment, and the view of the page. */
  static String tables(String view) {
    List<String> viewed =
        new ArrayList<>(List.of("('u1', 'other', 'z', timestamp '2026-03-28 01:00:00')"));
    List<String> orders = new ArrayList<>();
    List<String> pages = new ArrayList<>();
    for (Row it : ROWS) {
      String time = "timestamp '" + sql(it.time) + "'";
      if (it.arm != null) {
        viewed.add("('%s', 'week41', '%s', %s)".formatted(it.unit, it.arm, time));
      } else {
        orders.add("('%s', %s, %s)".formatted(it.unit, time, it.revenue));
        pages.add("('%s', %s, %s, %s)".formatted(it.unit, time, it.clicks, it.views));
      }
    }
    return "create table experiment_viewed"
        + " (user_id varchar(9), experiment_id varchar(9), variation_id varchar(9), timestamp timestamp);\n"
        + "create table orders (user_id varchar(9), timestamp timestamp, amount double precision);\n"
        + "create table page_views (user_id varchar(9), timestamp timestamp, clicks integer, views integer);\n"
        + insert("experiment_viewed", viewed)
        + insert("orders", orders)
        + insert("page_views", pages)
        + view
        + ";\n";
  }

  private static String insert(String table, List<String> values) {
    return "insert into %s values\n%s;\n".formatted(table, String.join(",\n", values));
  }

  /** Sums computed row by row, by {@code day arm} and column. */
  static Map<String, Map<String, Double>> expected(Duration window) {
    Map<String, List<Row>> units = ROWS.stream().collect(Collectors.groupingBy(Row::unit));
    Map<String, Map<String, Double>> sums = new TreeMap<>();
    for (LocalDate day = START.minusDays(3);
        day.isBefore(START.plusDays(DAYS));
        day = day.plusDays(1)) {
      for (List<Row> unit : units.values()) {
        add(sums, unit, day, window);
      }
    }
    return sums;
  }

  private static void add(
      Map<String, Map<String, Double>> sums, List<Row> unit, LocalDate day, Duration window) {
    List<Row> seen = unit.stream().filter(it -> it.arm != null && !it.day().isAfter(day)).toList();
    if (seen.isEmpty() || seen.stream().map(Row::arm).distinct().count() > 1) {
      return;
    }
    LocalDateTime since = seen.get(0).time;
    LocalDateTime end = day.plusDays(1).atStartOfDay();
    if (window != null && since.plus(window).isAfter(end)) {
      return;
    }
    LocalDateTime until =
        window == null || since.plus(window).isAfter(end) ? end : since.plus(window);
    double[] total = new double[4];
    for (Row it : unit) {
      boolean counts = !it.time.isBefore(since) && it.time.isBefore(until);
      boolean before = it.time.isBefore(since) && !it.time.isBefore(since.minusDays(28));
      total[0] += counts ? it.revenue : 0;
      total[1] += counts ? it.clicks : 0;
      total[2] += counts ? it.views : 0;
      total[3] += before ? it.revenue : 0;
    }
    Map<String, Double> row =
        sums.computeIfAbsent(day + " " + seen.get(0).arm, it -> new LinkedHashMap<>());
    row.merge("n", 1.0, Double::sum);
    String[] names = {"revenue", "clicks", "views", "revenue_before"};
    for (int i = 0; i < names.length; i++) {
      row.merge(names[i], total[i], Double::sum);
      row.merge(names[i] + "_squares", total[i] * total[i], Double::sum);
    }
    row.merge("revenue_largest", total[0] * total[0], Math::max);
    row.merge("clicks_views", total[1] * total[2], Double::sum);
    row.merge("revenue_before_revenue", total[3] * total[0], Double::sum);
  }
}
