package dev.recsim.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.TestData.Look;
import dev.recsim.live.TestMetric;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbColumns;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The query that docs/ab.md names, on Spark, gives the sums of recsim's own reader. */
@Tag("nightly")
class SumsOnSparkIT {
  private static final Path QUERY = Path.of("../examples/sql/sums.sql");
  private static final double ACCURACY = 1e-12;

  @TempDir Path folder;

  @Test
  void sumsOfDaysAreThoseOfRows() throws Exception {
    Path events = events();
    Path out = folder.resolve("sums.csv");
    run(QUERY.toString(), events.toString(), out.toString());

    List<String> lines = Files.readAllLines(out);
    String[] names = lines.get(0).split(",");
    TestData data = own(events);
    assertThat(lines).hasSize(1 + 2 * data.looks().size()).hasSizeGreaterThan(10);
    for (String line : lines.subList(1, lines.size())) {
      Map<String, String> row = new HashMap<>();
      String[] cells = line.split(",");
      for (int i = 0; i < cells.length; i++) {
        row.put(names[i], cells[i]);
      }
      same(row, data);
    }
  }

  private Path events() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int unit = 0; unit < 2_000; unit++) {
      RandomKey luck = RandomKey.root(41).child(unit);
      int first = luck.below(0, 7);
      String arm = luck.uniform(1) < 0.5 ? "a" : "b";
      rows.add(row(unit, arm, first, luck.child("assigned"), 0));
      if (luck.uniform(2) < 0.02) {
        String other = arm.equals("a") ? "b" : "a";
        rows.add(row(unit, other, first + 1, luck.child("again"), 0));
      }
      for (int event = 0; event < luck.below(3, 5); event++) {
        rows.add(row(unit, "", first + luck.below(4, 3) - 1, luck.child(event), 1));
      }
    }
    return Files.writeString(
        folder.resolve("events.csv"),
        "unit_id,arm,event_time,revenue,clicks,views\n" + String.join("\n", rows) + "\n");
  }

  /** One row; its second is that of its unit, so that no two rows of a unit are at one time. */
  private static String row(int unit, String arm, int day, RandomKey luck, int much) {
    int views = much * (1 + luck.below(0, 5));
    return "u%s,%s,2026-03-%s %02d:%02d:%02d,%s,%s,%s"
        .formatted(
            unit,
            arm,
            11 + day,
            luck.below(1, 24),
            luck.below(2, 60),
            luck.below(3, 60),
            much * Math.round(luck.exponential(4, 0.05) * 4) / 4.0,
            views == 0 ? 0 : luck.below(5, views),
            views);
  }

  private static TestData own(Path events) throws Exception {
    TestMetric revenue = TestMetric.mean("revenue", "revenue");
    TestMetric rate = new TestMetric("rate", AbMetric.ratio("clicks", "views"));
    return new RowLog(
            List.of(events),
            new TestColumns(
                AbOptions.of("", AbColumns.ofEvents("unit_id", "arm", "event_time"), null),
                List.of("a", "b"),
                List.of(revenue, rate),
                Instant.MAX,
                TestColumns.Only.ALL))
        .read();
  }

  private static void same(Map<String, String> row, TestData data) {
    Look look =
        data.looks().stream()
            .filter(it -> it.end().minusSeconds(1).toString().startsWith(row.get("day")))
            .findFirst()
            .orElseThrow();
    UnitSums[] sums = look.sums()[data.arms().indexOf(row.get("arm"))];
    assertThat(Long.parseLong(row.get("n"))).isEqualTo(sums[0].n());
    close(row, "revenue", sums[0].y());
    close(row, "revenue_squares", sums[0].yy());
    close(row, "revenue_largest", sums[0].largest());
    close(row, "clicks", sums[1].y());
    close(row, "clicks_squares", sums[1].yy());
    close(row, "views", sums[1].d());
    close(row, "views_squares", sums[1].dd());
    close(row, "clicks_views", sums[1].yd());
  }

  private static void close(Map<String, String> row, String column, double value) {
    assertThat(Double.parseDouble(row.get(column)))
        .as(row.get("day") + " " + row.get("arm") + " " + column)
        .isCloseTo(value, within(ACCURACY * Math.abs(value)));
  }

  private void run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SqlOnSpark.class.getName());
    command.addAll(List.of(arguments));
    Path log = folder.resolve("spark.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
