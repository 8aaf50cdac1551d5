package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.TestMetric;
import dev.recsim.live.file.DailySums;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbColumns;
import dev.recsim.live.options.AbOptions.AbMetric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SQL that docs/ab.md names gives the sums of rows, on DuckDB and on PostgreSQL. */
@Tag("slow")
class AbSqlTest {
  private static final Duration WINDOW = Duration.ofDays(3);

  private static final Instant END =
      AbEvents.START.plusDays(AbEvents.DAYS).atStartOfDay().toInstant(ZoneOffset.UTC);
  private static final TestMetric REVENUE = TestMetric.mean("revenue", "revenue");
  private static final TestMetric RATE = new TestMetric("rate", AbMetric.ratio("clicks", "views"));

  @TempDir Path folder;

  private static String file(String name) {
    return Docs.read(Docs.ROOT.resolve("examples/sql/" + name));
  }

  private static String query(Duration window) {
    String sql = file("sums.sql");
    return window == null
        ? sql
        : sql.replace("-- window: ", "").replace("'7' day", "'" + window.toDays() + "' day");
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
    Map<String, List<AbEvents.Row>> units =
        AbEvents.ROWS.stream().collect(Collectors.groupingBy(AbEvents.Row::unit));
    ToDoubleFunction<java.util.function.Predicate<List<AbEvents.Row>>> number =
        which -> units.values().stream().filter(which).count();
    assertThat(number.applyAsDouble(it -> arms(it) > 1)).isBetween(5.0, 40.0);
    assertThat(number.applyAsDouble(it -> it.get(0).arm() == null)).isGreaterThan(20);
    assertThat(number.applyAsDouble(it -> it.stream().allMatch(row -> row.arm() != null)))
        .isPositive();
  }

  private static long arms(List<AbEvents.Row> unit) {
    return unit.stream().map(AbEvents.Row::arm).filter(it -> it != null).distinct().count();
  }

  @Test
  void duckDbGivesTheSumsOfALog() throws Exception {
    same(onDuckDb(AbEvents.log(), query(null)), AbEvents.expected(null));
    same(onDuckDb(AbEvents.log(), query(WINDOW)), AbEvents.expected(WINDOW));
  }

  @Test
  void duckDbGivesTheSumsOfExposuresAndMetrics() throws Exception {
    same(onDuckDb(AbEvents.tables(file("events.sql")), query(null)), AbEvents.expected(null));
  }

  @Test
  void postgresGivesTheSameSumsOfBoth() throws Exception {
    try (Postgres server = new Postgres()) {
      same(onPostgres(server, AbEvents.log(), query(null)), AbEvents.expected(null));
      same(onPostgres(server, "", query(WINDOW)), AbEvents.expected(WINDOW));
      same(
          onPostgres(
              server, "drop table events;\n" + AbEvents.tables(file("events.sql")), query(null)),
          AbEvents.expected(null));
    }
  }

  @Test
  void rowsThatRecsimReadsHaveTheSameSums() throws Exception {
    for (Duration window : new Duration[] {null, WINDOW}) {
      Map<String, Map<String, Double>> expected = AbEvents.expected(window);
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
    Map<String, Map<String, Double>> sums = onDuckDb(AbEvents.log(), query(null));
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
                List.of(file), columns(new AbColumns(null, "arm", null, null, "day", "n"), null))
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

  private static TestColumns columns(AbColumns by, Duration window) {
    AbOptions daily = AbOptions.of("", by, null);
    return new TestColumns(
        window == null ? daily : daily.withWindow(window.toDays() + "d"),
        List.of("a", "b"),
        List.of(REVENUE, RATE),
        END,
        TestColumns.Only.ALL);
  }

  private TestData read(Duration window) throws Exception {
    String rows =
        AbEvents.ROWS.stream()
            .map(
                it ->
                    "%s,%s,%sZ,%s,%s,%s\n"
                        .formatted(
                            it.unit(),
                            it.arm() == null ? "" : it.arm(),
                            it.time(),
                            it.revenue(),
                            it.clicks(),
                            it.views()))
            .collect(Collectors.joining());
    Path file =
        Files.writeString(folder.resolve("log.csv"), "unit,arm,time,revenue,clicks,views\n" + rows);
    return new RowLog(List.of(file), columns(AbColumns.ofEvents("unit", "arm", "time"), window))
        .read();
  }
}
