package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.ab.SumColumns;
import dev.recsim.ab.TestColumns;
import dev.recsim.ab.TestData;
import dev.recsim.ab.TestMetric;
import dev.recsim.ab.file.DailySums;
import dev.recsim.ab.file.RowLog;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SQL of the page on live tests gives the sums of rows, on DuckDB and on PostgreSQL. */
@Tag("slow")
class AbSqlTest {
  private static final LocalDate START = LocalDate.of(2026, 3, 27);
  private static final int DAYS = 9;
  private static final Duration WINDOW = Duration.ofDays(3);

  private static final Instant END = START.plusDays(DAYS).atStartOfDay().toInstant(ZoneOffset.UTC);
  private static final TestMetric REVENUE = TestMetric.mean("revenue", "revenue");
  private static final TestMetric RATE =
      new TestMetric(
          "rate",
          "clicks",
          "views",
          null,
          TestMetric.Join.SUM,
          Double.NaN,
          false,
          Double.NaN,
          Double.NaN);

  @TempDir Path folder;

  /** A row of a log; without an arm, it is no exposure. */
  private record Row(
      String unit, String arm, LocalDateTime time, double revenue, int clicks, int views) {
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
  private static final List<Row> ROWS = rows();

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

  private static List<String> blocks() {
    return Pattern.compile("(?ms)^```sql\\n(.*?)^```$")
        .matcher(Docs.read(Docs.FOLDER.resolve("ab.md")))
        .results()
        .map(it -> it.group(1))
        .toList();
  }

  private static String query(Duration window) {
    String sql = blocks().get(0);
    return window == null
        ? sql
        : sql.replace("-- window: ", "").replace("'7' day", "'" + window.toDays() + "' day");
  }

  private static String log() {
    return "create table events (unit_id varchar(9), arm varchar(9), event_time timestamp,"
        + " revenue double precision, clicks integer, views integer);\n"
        + insert("events", ROWS.stream().map(Row::values).toList());
  }

  /** The same as tables of GrowthBook, with another experiment, and the view of the page. */
  private static String tables() {
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
        + blocks().get(1)
        + ";\n";
  }

  private static String insert(String table, List<String> values) {
    return "insert into %s values\n%s;\n".formatted(table, String.join(",\n", values));
  }

  /** Sums computed row by row, by {@code day arm} and column. */
  private static Map<String, Map<String, Double>> expected(Duration window) {
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

  private static Map<String, Map<String, Double>> onDuckDb(String tables, String query)
      throws Exception {
    Map<String, Map<String, Double>> sums = new TreeMap<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      for (String each : tables.split(";\n")) {
        statement.execute(each);
      }
      ResultSet rows = statement.executeQuery(query);
      while (rows.next()) {
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 3; i <= rows.getMetaData().getColumnCount(); i++) {
          row.put(rows.getMetaData().getColumnName(i), rows.getDouble(i));
        }
        sums.put(rows.getString("day") + " " + rows.getString("arm"), row);
      }
    }
    return sums;
  }

  private static Map<String, Map<String, Double>> onPostgres(
      Postgres server, String tables, String query) throws Exception {
    server.run(tables);
    List<String> lines = server.run(query + ";").lines().toList();
    String[] names = lines.get(0).split(",");
    Map<String, Map<String, Double>> sums = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      Map<String, Double> row = new LinkedHashMap<>();
      for (int i = 2; i < cells.length; i++) {
        row.put(names[i], Double.parseDouble(cells[i]));
      }
      sums.put(cells[0] + " " + cells[1], row);
    }
    return sums;
  }

  private static void same(
      Map<String, Map<String, Double>> sums, Map<String, Map<String, Double>> expected) {
    assertThat(sums.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(10);
    sums.forEach(
        (day, row) -> {
          assertThat(row.keySet())
              .as(day)
              .containsExactlyInAnyOrderElementsOf(expected.get(day).keySet());
          row.forEach(
              (name, value) ->
                  assertThat(value)
                      .as(day + " " + name)
                      .isCloseTo(expected.get(day).get(name), within(1e-9 * (1 + value))));
        });
  }

  @Test
  void rowsHaveWhatIsHardToCount() {
    Map<String, List<Row>> units = ROWS.stream().collect(Collectors.groupingBy(Row::unit));
    ToDoubleFunction<java.util.function.Predicate<List<Row>>> number =
        which -> units.values().stream().filter(which).count();
    assertThat(number.applyAsDouble(it -> arms(it) > 1)).isBetween(5.0, 40.0);
    assertThat(number.applyAsDouble(it -> it.get(0).arm == null)).isGreaterThan(20);
    assertThat(number.applyAsDouble(it -> it.stream().allMatch(row -> row.arm != null)))
        .isPositive();
  }

  private static long arms(List<Row> unit) {
    return unit.stream().map(Row::arm).filter(it -> it != null).distinct().count();
  }

  @Test
  void duckDbGivesTheSumsOfALog() throws Exception {
    same(onDuckDb(log(), query(null)), expected(null));
    same(onDuckDb(log(), query(WINDOW)), expected(WINDOW));
  }

  @Test
  void duckDbGivesTheSumsOfExposuresAndMetrics() throws Exception {
    same(onDuckDb(tables(), query(null)), expected(null));
  }

  @Test
  void postgresGivesTheSameSumsOfBoth() throws Exception {
    try (Postgres server = new Postgres()) {
      same(onPostgres(server, log(), query(null)), expected(null));
      same(onPostgres(server, "", query(WINDOW)), expected(WINDOW));
      same(onPostgres(server, "drop table events;\n" + tables(), query(null)), expected(null));
    }
  }

  @Test
  void rowsThatRecsimReadsHaveTheSameSums() throws Exception {
    for (Duration window : new Duration[] {null, WINDOW}) {
      Map<String, Map<String, Double>> expected = expected(window);
      for (TestData.Look look : read(window).looks()) {
        LocalDate day = LocalDate.ofInstant(look.end(), ZoneOffset.UTC).minusDays(1);
        for (int arm = 0; arm < 2; arm++) {
          Map<String, Double> row = expected.getOrDefault(day + " " + "ab".charAt(arm), Map.of());
          UnitSums revenue = look.sums()[arm][0];
          UnitSums rate = look.sums()[arm][1];
          assertThat(
                  new double[] {
                    revenue.n(), revenue.y(), revenue.yy(), rate.y(), rate.dd(), rate.yd()
                  })
              .as(day + " " + arm + " " + window)
              .containsExactly(
                  List.of(
                          "n",
                          "revenue",
                          "revenue_squares",
                          "clicks",
                          "views_squares",
                          "clicks_views")
                      .stream()
                      .mapToDouble(it -> row.getOrDefault(it, 0.0))
                      .toArray(),
                  within(1e-9));
        }
      }
    }
  }

  /** The covariate, which a log has as a column, is left out. */
  @Test
  void recsimReadsTheSumsOfTheQueryAsThoseOfTheRows() throws Exception {
    Map<String, Map<String, Double>> sums = onDuckDb(log(), query(null));
    List<String> names = List.copyOf(sums.values().iterator().next().keySet());
    String csv =
        sums.entrySet().stream()
            .map(
                it ->
                    it.getKey().replace(' ', ',')
                        + names.stream()
                            .map(name -> "," + it.getValue().get(name))
                            .collect(Collectors.joining()))
            .collect(Collectors.joining("\n"));
    Path file = folder.resolve("sums.csv");
    Files.writeString(file, "day,arm," + String.join(",", names) + "\n" + csv + "\n");
    TestData read =
        new DailySums(
                List.of(file),
                new SumColumns(
                    "day",
                    "arm",
                    "n",
                    List.of("a", "b"),
                    List.of(REVENUE, RATE),
                    false,
                    Duration.ofDays(1),
                    END))
            .read();
    List<TestData.Look> looks = read(null).looks();
    assertThat(read.looks()).hasSameSizeAs(looks);
    for (int look = 0; look < looks.size(); look++) {
      assertThat(read.looks().get(look).end()).isEqualTo(looks.get(look).end());
      for (int arm = 0; arm < 2; arm++) {
        UnitSums[] of = read.looks().get(look).sums()[arm];
        UnitSums[] rows = looks.get(look).sums()[arm];
        assertThat(of[0].n()).isEqualTo(rows[0].n());
        assertThat(of[0].yy()).isCloseTo(rows[0].yy(), within(1e-9));
        assertThat(of[0].largest()).isCloseTo(rows[0].largest(), within(1e-9));
        assertThat(of[1].yd()).isCloseTo(rows[1].yd(), within(1e-9));
      }
    }
  }

  private TestData read(Duration window) throws Exception {
    String rows =
        ROWS.stream()
            .map(
                it ->
                    "%s,%s,%sZ,%s,%s,%s\n"
                        .formatted(
                            it.unit,
                            it.arm == null ? "" : it.arm,
                            it.time,
                            it.revenue,
                            it.clicks,
                            it.views))
            .collect(Collectors.joining());
    Path file =
        Files.writeString(folder.resolve("log.csv"), "unit,arm,time,revenue,clicks,views\n" + rows);
    return new RowLog(
            List.of(file),
            new TestColumns(
                "unit",
                "arm",
                "time",
                null,
                List.of("a", "b"),
                List.of(REVENUE, RATE),
                window,
                Duration.ofDays(1),
                END))
        .read();
  }
}
