package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.spark.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Policies evaluated on logs that a real cluster reads, a master and two workers: the statistics of
 * this machine.
 */
@Tag("nightly")
class SparkLogIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double TOLERANCE = 1e-12;

  private static final String EXPERIMENT =
      """
      logs:
        file: ../%s
        columns: {session: visit, step: step, state: [page], action: item, reward: click, propensity: p}
      evaluate:
        policies:
          better: {column: p_better}
          uniform: {type: random}
      claims:
        - better: {beats: logged, by: ope}
        - better: {beats: uniform, by: ope}
      """;

  private static final String AGENTS =
      """
      environment: {type: transition_matrix, doc_num: 5, max_session_length: 1}
      agents:
        random: {type: random}
        optimal: {type: optimal}
      trials: {seeds: 0}
      logs:
        file: ../parts
        columns: {session: visit, state: [page], action: item, reward: click, propensity: p}
      evaluate: {}
      """;

  private static StandaloneCluster cluster;
  private static Project project;

  private record Row(
      String visit, long step, String page, String item, Double click, double p, double better) {
    String csv() {
      return String.format(
          Locale.ROOT,
          "%s,%d,%s,%s,%s,%s,%s",
          visit,
          step,
          page,
          item,
          click == null ? "" : click,
          p,
          better);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    SparkLocalIT.stage();
    project = Project.copy("logs", "logs");
    cluster = new StandaloneCluster(project.path("cluster"), 2, 1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void statisticsAndExclusionsAreThoseOfThisMachine() throws Exception {
    List<Row> decisions = decisions();
    write("decisions.csv", decisions, List.of());
    writeParquet("decisions.parquet", decisions);
    write(
        "broken.csv",
        decisions,
        List.of(
            "v7,0,page 1", "v8,0,\"page\"1,item 1,1,0.5,0.5", "v9,0,page 1,item 1,yes,0.5,0.5"));
    write("steps.csv", steps(), List.of());
    Files.createDirectories(project.path("experiments"));
    for (String file : List.of("decisions.csv", "decisions.parquet", "broken.csv", "steps.csv")) {
      String name = file.endsWith(".parquet") ? "parquet" : file.replace(".csv", "");
      Files.writeString(project.path("experiments/" + name + ".yaml"), EXPERIMENT.formatted(file));
    }

    Files.writeString(project.path("experiments/agents.yaml"), AGENTS);
    writeParts();

    Build local =
        project.mvn(
            "recsim:ope",
            "-Drecsim.experiment=decisions,broken,steps,agents",
            "-Drecsim.reportsDirectory=local");
    assertThat(local.exitCode()).as(local.output()).isZero();
    Build spark =
        project.mvn(
            "recsim:ope",
            "-Drecsim.reportsDirectory=spark",
            "-Drecsim.executor=spark",
            "-Drecsim.spark.master=" + cluster.master(),
            "-Drecsim.spark.conf=spark.driver.host=127.0.0.1,spark.driver.bindAddress=127.0.0.1,"
                + "spark.hadoop.mapreduce.input.fileinputformat.split.maxsize=50000,"
                + "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    assertThat(spark.exitCode()).as(spark.output()).isZero();
    assertThat(spark.output()).contains("claim \"better beats logged\" HOLDS");

    JsonNode broken = json("local/broken");
    assertThat(broken.toString()).contains("broken_row", "wrong_type", "duplicate");
    for (String name : List.of("decisions", "broken", "steps", "agents")) {
      assertSame(name, json("spark/" + name), json("local/" + name));
    }
    assertThat(json("spark/steps").path("kind").asText()).isEqualTo("sessions");
    String parquet = json("spark/parquet").toString().replace("decisions.parquet", "decisions.csv");
    assertSame(
        "parquet", withoutPlaces(JSON.readTree(parquet)), withoutPlaces(json("local/decisions")));
  }

  private static JsonNode json(String report) throws IOException {
    return JSON.readTree(project.path(report + "/ope.json").toFile());
  }

  /** The place in a file of Parquet is a row and not a line. */
  private static JsonNode withoutPlaces(JsonNode json) throws IOException {
    return JSON.readTree(
        json.toString()
            .replaceAll("decisions.csv:\\d+:\\d+", "")
            .replaceFirst("\"experiment\":\"\\w+\",", ""));
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
        assertSame(where + "." + name, actual.path(name), expected.path(name));
      }
    } else if (expected.isArray()) {
      for (int i = 0; i < expected.size(); i++) {
        assertSame(where + "[" + i + "]", actual.get(i), expected.get(i));
      }
    } else {
      assertThat(actual).as(where).isEqualTo(expected);
    }
  }

  /** 4,000 decisions, some of them faulty. */
  private static List<Row> decisions() {
    List<Row> rows = new ArrayList<>();
    Random luck = new Random(1);
    for (int i = 0; i < 4_000; i++) {
      int item = luck.nextInt(2);
      Double click = luck.nextDouble() < 0.2 + 0.6 * item ? 1.0 : 0.0;
      double p = i == 100 ? 0 : i == 200 ? 1.25 : 0.5;
      rows.add(
          new Row(
              "v" + i,
              0,
              "page " + luck.nextInt(3),
              "item " + item,
              i == 300 ? null : click,
              p,
              item == 1 ? 0.8 : 0.2));
    }
    rows.add(rows.get(5));
    return rows;
  }

  /** Sessions of up to three steps, interleaved. */
  private static List<Row> steps() {
    List<Row> rows = new ArrayList<>();
    Random luck = new Random(2);
    int[] length = new int[3_000];
    for (int i = 0; i < length.length; i++) {
      length[i] = 1 + luck.nextInt(3);
    }
    for (int i = 0; i < length.length + 2; i++) {
      for (int t = 0; t < 3; t++) {
        int visit = i - t;
        if (visit >= 0 && visit < length.length && t < length[visit]) {
          int item = luck.nextInt(2);
          double click = luck.nextDouble() < 0.2 + 0.6 * item ? 1 : 0;
          rows.add(
              new Row(
                  Integer.toString(visit),
                  t,
                  "page " + luck.nextInt(3),
                  "item " + item,
                  click,
                  0.5,
                  item == 1 ? 0.6 : 0.4));
        }
      }
    }
    return rows;
  }

  private static void write(String file, List<Row> rows, List<String> more) throws IOException {
    List<String> lines = new ArrayList<>(List.of("visit,step,page,item,click,p,p_better"));
    rows.forEach(row -> lines.add(row.csv()));
    lines.addAll(more);
    Files.write(project.path(file), lines);
  }

  /** Two files, whose columns are in different orders. */
  private static void writeParts() throws IOException {
    Files.createDirectories(project.path("parts"));
    Random luck = new Random(3);
    List<String> first = new ArrayList<>(List.of("visit,page,item,click,p"));
    List<String> second = new ArrayList<>(List.of("p,click,item,page,visit"));
    for (int i = 0; i < 2_000; i++) {
      int page = luck.nextInt(5);
      int item = luck.nextInt(5);
      first.add("a%d,%d,%d,%d,0.2".formatted(i, page, item, luck.nextInt(2)));
      second.add("0.2,%d,%d,%d,b%d".formatted(luck.nextInt(2), item, page, i));
    }
    Files.write(project.path("parts/1.csv"), first);
    Files.write(project.path("parts/2.csv"), second);
  }

  private static void writeParquet(String file, List<Row> rows) throws IOException {
    MessageType type =
        MessageTypeParser.parseMessageType(
            "message log { required binary visit (STRING); required int64 step;"
                + " required binary page (STRING); required binary item (STRING);"
                + " optional double click; required double p; required double p_better; }");
    SimpleGroupFactory groups = new SimpleGroupFactory(type);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(project.path(file)))
            .withConf(new PlainParquetConfiguration())
            .withType(type)
            .build()) {
      for (Row row : rows) {
        Group group = groups.newGroup().append("visit", row.visit()).append("step", row.step());
        group.append("page", row.page()).append("item", row.item());
        if (row.click() != null) {
          group.append("click", row.click());
        }
        writer.write(group.append("p", row.p()).append("p_better", row.better()));
      }
    }
  }
}
