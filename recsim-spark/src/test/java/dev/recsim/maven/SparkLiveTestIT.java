package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.random.RandomKey;
import dev.recsim.spark.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Live tests whose logs a real cluster reads, a master and two workers, as this machine does. */
@Tag("nightly")
class SparkLiveTestIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of figures with 12 digits. */
  private static final double TOLERANCE = 2e-12;

  private static final String TEST =
      """
      ab:
        file: ../%s
        columns: {unit: user, arm: variant, time: time, row: id}
        arms: {a: 0.5, b: 0.5}
        plan: {days: 14}%s
        metrics:
          revenue: {column: revenue, clip: 40, covariate: before}
          click_rate: {ratio: [clicks, views]}
          bought: {column: orders, join: any}
        segments: {country: [DE]}
      baseline: {margin: {relative: 0.2}}
      """;

  private static StandaloneCluster cluster;
  private static Project project;

  @BeforeAll
  static void start() throws Exception {
    SparkLocalIT.stage();
    project = Project.copy("logs", "live");
    cluster = new StandaloneCluster(project.path("cluster"), 2, 1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void decisionsAndSumsAreThoseOfThisMachine() throws Exception {
    List<String> rows = rows();
    write("log/1.csv", rows.subList(0, rows.size() / 2));
    write("log/2.csv", rows.subList(rows.size() / 2, rows.size()));
    List<String> broken = new ArrayList<>(rows);
    broken.set(5_000, broken.get(5_000).replaceFirst(",[^,]*$", ",many"));
    broken.set(7_000, broken.get(7_000).replaceFirst(",[^,]*$", ",much"));
    write("broken.csv", broken);
    List<String> changed = new ArrayList<>();
    // The covariate of some visits after the first one.
    rows.forEach(
        it -> changed.add(it.matches(".*,u1\\d,,.*") ? it.replaceFirst("[^,]*$", "999") : it));
    write("changed.csv", changed);
    Files.createDirectories(project.path("experiments"));
    Map<String, String> tests =
        Map.of(
            "now", TEST.formatted("log", ""),
            "window", TEST.formatted("log", "\n  window: 2d"),
            "changed", TEST.formatted("changed.csv", ""));
    for (Map.Entry<String, String> it : tests.entrySet()) {
      Files.writeString(project.path("experiments/" + it.getKey() + ".yaml"), it.getValue());
    }

    Build local = ab("local", "now,window,changed");
    Build spark = ab("spark", "now,window,changed");
    assertThat(local.output()).contains("now: SHIP b", "changed: REFUSED");
    assertThat(spark.exitCode()).as(spark.output()).isEqualTo(local.exitCode());
    for (String name : tests.keySet()) {
      JsonNode expected = json("local", name);
      assertThat(expected.toString()).contains("units_in_several_arms", "duplicates");
      assertSame(name, json("spark", name), expected);
    }

    Files.writeString(project.path("experiments/broken.yaml"), TEST.formatted("broken.csv", ""));
    String wrong = "broken.csv, line 5002: column \"before\": \"many\" is not a finite number";
    assertThat(ab("local", "broken").output()).contains(wrong);
    assertThat(ab("spark", "broken").output()).contains(wrong);
  }

  private Build ab(String executor, String tests) throws Exception {
    return project.mvn(
        "recsim:ab",
        "-Drecsim.experiment=" + tests,
        "-Drecsim.firstLook",
        "-Drecsim.reportsDirectory=" + executor,
        "-Drecsim.executor=" + executor,
        "-Drecsim.spark.master=" + cluster.master(),
        "-Drecsim.spark.conf=spark.driver.host=127.0.0.1,spark.driver.bindAddress=127.0.0.1,"
            + "spark.hadoop.mapreduce.input.fileinputformat.split.maxsize=100000,"
            + "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
  }

  private static JsonNode json(String reports, String name) throws IOException {
    return JSON.readTree(project.path(reports + "/" + name + "/ab.json").toFile());
  }

  private static void assertSame(String where, JsonNode actual, JsonNode expected) {
    assertThat(actual.getNodeType()).as(where).isEqualTo(expected.getNodeType());
    assertThat(actual.size()).as(where).isEqualTo(expected.size());
    if (expected.isNumber()) {
      double value = expected.doubleValue();
      assertThat(actual.doubleValue())
          .as(where)
          .isCloseTo(value, within(TOLERANCE * Math.max(1, Math.abs(value))));
    } else if (expected.isObject()) {
      for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        // Of clipped values, a machine names the unit that came first, and a cluster the first
        // line.
        if (!expected.path("what").asText().equals("clipped") || !name.equals("where")) {
          assertSame(where + "." + name, actual.path(name), expected.path(name));
        }
      }
    } else if (expected.isArray()) {
      for (int i = 0; i < expected.size(); i++) {
        assertSame(where + "[" + i + "]", actual.get(i), expected.get(i));
      }
    } else {
      assertThat(actual).as(where).isEqualTo(expected);
    }
  }

  private static void write(String file, List<String> rows) throws IOException {
    Files.createDirectories(project.path(file).getParent());
    List<String> lines =
        new ArrayList<>(List.of("time,user,variant,country,id,views,clicks,orders,revenue,before"));
    lines.addAll(rows);
    Files.write(project.path(file), lines);
  }

  /** 6,000 users of ten days, their visits, and some that are seen in both arms or twice. */
  private static List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (int user = 0; user < 6_000; user++) {
      RandomKey luck = RandomKey.root(36).child(user);
      String arm = luck.uniform(0) < 0.5 ? "a" : "b";
      String country = luck.uniform(1) < 0.5 ? "DE" : "FR";
      double before = Math.round(luck.exponential(2, 0.1) * 8) / 8.0;
      for (int visit = 0; visit < 1 + luck.below(3, 4); visit++) {
        RandomKey of = luck.child(visit);
        int day = user / 600 + visit;
        String shown = visit == 0 ? arm : "";
        if (visit == 2 && user % 300 == 0) {
          shown = arm.equals("a") ? "b" : "a";
        }
        if (day >= 10) {
          break;
        }
        int views = 1 + of.below(0, 6);
        String row =
            "2026-10-%02dT%02d:%02d:00Z,u%s,%s,%s,%s,%s,%s,%s,%s,%s"
                .formatted(
                    5 + day,
                    of.below(1, 24),
                    of.below(2, 60),
                    user,
                    shown,
                    country,
                    visit,
                    views,
                    of.below(3, views + 1),
                    of.uniform(4) < 0.2 ? 1 : 0,
                    Math.round(before + of.exponential(5, 0.2) * 16) / 16.0,
                    before);
        rows.add(row);
        if (user % 500 == 0) {
          rows.add(row);
        }
      }
    }
    // By time, so that the first line of a kind is the first one in time.
    rows.sort(null);
    return rows;
  }
}
