package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.app.project.UserError;
import dev.recsim.cli.options.Arguments;
import dev.recsim.experiment.Plan;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult.Completed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session logs of real runs, read as their users read them: with DuckDB. */
@Tag("slow")
class SessionLogVerbTest {
  private static final String EXPERIMENT =
      """
      environment:
        type: composed
        user: {type: evolving_interests}
        documents: {type: topic_videos}
        choice: {type: multinomial_proportional}
        candidates: 12
        slate_size: 3
        resample: corpus
      agents:
        random: {type: random}
      evaluation: {sessions: 8}
      trials: {seeds: 0..1}
      """;

  @TempDir Path folder;
  private Path experiments;
  private Path logs;

  @BeforeEach
  void writeExperiment() throws Exception {
    experiments = Files.createDirectory(folder.resolve("experiments"));
    Files.writeString(experiments.resolve("small.yaml"), EXPERIMENT);
    logs = folder.resolve("reports/small/sessions");
  }

  @Test
  void firstSessionsAreLoggedAloneAndResultsAreTheSame() throws Exception {
    Printed printed = Printed.by(folder, "run", "--session-logs=jsonl:3");
    assertThat(printed.text())
        .containsPattern(
            "small: session logs of 2 trials take about [0-9.]+ MB; recsim.sessionLogs"
                + "[^\n]*\n *\\[1/2\\]");
    assertThat(column("SELECT DISTINCT session FROM '" + log(0) + "' ORDER BY session"))
        .containsExactly(boxed(new double[] {0, 1, 2}));
    String some = Files.readString(log(0));
    String results = Files.readString(folder.resolve("reports/small/results.json"));
    run("--session-logs=jsonl");
    assertThat(Files.readString(log(0))).hasSizeGreaterThan(some.length());
    assertThat(folder.resolve("reports/small/results.json")).hasContent(results);
  }

  @Test
  void rewardsOfTheLogAreThoseOfTheTrialToTheBit() throws Exception {
    run("--session-logs=jsonl");
    for (Completed trial : trials()) {
      String of = "FROM '" + log(trial.id().seed()) + "'";
      assertThat(
              column(
                  "SELECT sum(reward ORDER BY step) " + of + " GROUP BY session ORDER BY session"))
          .containsExactly(boxed(trial.rewards()));
      assertThat(column("SELECT count(*) " + of + " GROUP BY session ORDER BY session"))
          .containsExactly(boxed(Arrays.stream(trial.lengths()).asDoubleStream().toArray()));
      assertThat(column("SELECT sum(list_sum(signals.watch_time)) - sum(reward) " + of).get(0))
          .isCloseTo(0, within(1e-9));
    }
  }

  /** The log and the counters of the environment are two roads to the same figures. */
  @Test
  void metricsFollowFromTheLog() throws Exception {
    run("--session-logs=jsonl");
    for (Completed trial : trials()) {
      String from = " FROM '" + log(trial.id().seed()) + "'";
      assertThat(metric(trial, "click_rate")).isEqualTo(one("SELECT avg(len(clicks))" + from));
      assertThat(metric(trial, "session_length"))
          .isEqualTo(one("SELECT count(*) / count(DISTINCT session)" + from));
      assertThat(metric(trial, "quality_per_click"))
          .isCloseTo(
              one("SELECT avg(signals.quality[clicks[1] + 1])" + from + " WHERE len(clicks) > 0"),
              within(1e-12));
      String clicked =
          " FROM (SELECT session, step, slate_ids[clicks[1] + 1] AS id"
              + from
              + " WHERE len(clicks) > 0) AS clicked ASOF JOIN"
              + " (SELECT session, step, document, document.id AS id FROM (SELECT session, step,"
              + " unnest(documents) AS document"
              + from
              + ")) AS documents ON clicked.session = documents.session"
              + " AND clicked.id = documents.id AND clicked.step >= documents.step";
      assertThat(metric(trial, "topic_coverage"))
          .isEqualTo(one("SELECT count(DISTINCT document.topic) / 20" + clicked));
      assertThat(metric(trial, "corpus_coverage"))
          .isEqualTo(one("SELECT count(DISTINCT document.id) / 12" + clicked))
          .isPositive();
      assertThat(metric(trial, "topic_9_share"))
          .isEqualTo(one("SELECT avg((document.topic = 9)::INT)" + clicked));
      assertThat(
              one(
                  "SELECT min(abs(list_sum(click_probabilities) + no_click_probability - 1))"
                      + from))
          .isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void metricsStandInTheResults() throws Exception {
    run("--session-logs=jsonl");
    JsonNode root =
        new ObjectMapper().readTree(folder.resolve("reports/small/results.json").toFile());
    assertThat(root.at("/metrics/1/name").asText()).isEqualTo("click_rate");
    assertThat(root.at("/agents/0/trials/1/metrics/click_rate").asDouble())
        .isCloseTo(one("SELECT avg(len(clicks)) FROM '" + log(1) + "'"), within(1e-11));
    assertThat(root.at("/agents/0/metrics/click_rate/mean").asDouble())
        .isCloseTo(
            one(
                "SELECT avg(r) FROM (SELECT avg(len(clicks)) AS r FROM '"
                    + logs
                    + "/*.jsonl' GROUP BY seed)"),
            within(1e-11));
  }

  @Test
  void logsChangeNoResultAndAreTheSameBytesEveryTime() throws Exception {
    run();
    assertThat(logs).doesNotExist();
    byte[] without = Files.readAllBytes(folder.resolve("reports/small/results.json"));
    run("--session-logs=jsonl", "--parallelism=1");
    byte[] first = Files.readAllBytes(log(1));
    assertThat(folder.resolve("reports/small/results.json")).hasBinaryContent(without);
    run("--session-logs=jsonl", "--force", "--parallelism=2");
    assertThat(log(1)).hasBinaryContent(first);
  }

  @Test
  void storedTrialsAreRunAgainForALogThatIsMissingOnly() throws Exception {
    run("--session-logs=jsonl");
    Files.writeString(log(0), "left alone");
    Files.delete(log(1));
    assertThat(run("--session-logs=jsonl"))
        .contains("small: 1 stored trial has no session log and run", "small: 1 trials, 1 already");
    assertThat(log(0)).hasContent("left alone");
    assertThat(log(1)).isNotEmptyFile();
    assertThat(run()).contains("small: unchanged, 2 already stored");
  }

  @Test
  void logOfATrialThatIsNoMoreIsNotLeftBehind() throws Exception {
    run("--session-logs=jsonl");
    Files.writeString(experiments.resolve("small.yaml"), "seed: 7\n" + EXPERIMENT);
    run();
    assertThat(logs).isDirectoryNotContaining("glob:**.jsonl");
  }

  @Test
  void anotherFormatIsRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> run("--session-logs=parquet"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "recsim.sessionLogs must be jsonl (DuckDB converts it to Parquet), jsonl:100 for the"
                + " first 100 sessions of each trial, or none, not parquet");
    assertThat(folder.resolve("reports")).doesNotExist();
  }

  @Test
  void parquetIsOneLineAway() throws Exception {
    run("--session-logs=jsonl");
    Path parquet = folder.resolve("sessions.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      duckdb.createStatement().execute("COPY (FROM '" + logs + "/*.jsonl') TO '" + parquet + "'");
    }
    assertThat(one("SELECT sum(reward) FROM '" + parquet + "'"))
        .isCloseTo(one("SELECT sum(reward) FROM '" + logs + "/*.jsonl'"), within(1e-6))
        .isPositive();
  }

  /** The first of them gives the scores of the trials. */
  @Test
  void queriesOfTheExampleRun() throws Exception {
    run("--session-logs=jsonl");
    String[] queries =
        Files.readString(Path.of("../examples/sql/sessions.sql"))
            .replace("reports/interest/sessions", logs.toString())
            .replace("sessions.parquet", folder.resolve("sessions.parquet").toString())
            .split(";");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      ResultSet scores = duckdb.createStatement().executeQuery(queries[0]);
      for (Completed trial : trials()) {
        assertThat(scores.next()).isTrue();
        assertThat(scores.getInt("seed")).isEqualTo(trial.id().seed());
        assertThat(scores.getDouble(3)).isCloseTo(trial.score(), within(1e-9));
      }
      ResultSet positions = duckdb.createStatement().executeQuery(queries[1]);
      for (int position = 0; position < 3; position++) {
        assertThat(positions.next()).isTrue();
        assertThat(positions.getDouble("clicked"))
            .isCloseTo(positions.getDouble("probability"), within(0.1))
            .isPositive();
      }
      ResultSet topics = duckdb.createStatement().executeQuery(queries[2]);
      Map<Integer, Double> shares = new HashMap<>();
      while (topics.next()) {
        shares.put(topics.getInt("topic"), topics.getDouble("share"));
      }
      assertThat(shares.values().stream().mapToDouble(it -> it).sum()).isCloseTo(1, within(1e-9));
      double clicks = one("SELECT sum(len(clicks)) FROM '" + logs + "/*.jsonl'");
      double nines = 0;
      for (Completed trial : trials()) {
        nines +=
            metric(trial, "topic_9_share")
                * one("SELECT sum(len(clicks)) FROM '" + log(trial.id().seed()) + "'");
      }
      assertThat(shares.get(9)).isCloseTo(nines / clicks, within(1e-9)).isPositive();
      duckdb.createStatement().execute(queries[3]);
    }
    assertThat(folder.resolve("sessions.parquet")).isNotEmptyFile();
  }

  private Path log(int seed) {
    return logs.resolve("random-seed-" + seed + ".jsonl");
  }

  private static double metric(Completed trial, String name) {
    return trial.metrics().get(name);
  }

  private List<Completed> trials() throws Exception {
    TrialStore store = new TrialStore(folder.resolve("reports/small/trials"));
    return Plan.of(ExperimentReader.read(experiments.resolve("small.yaml"))).trials().stream()
        .map(it -> (Completed) store.find(it.trial().id(), it.fingerprint()).orElseThrow())
        .toList();
  }

  private static Double[] boxed(double[] values) {
    return Arrays.stream(values).boxed().toArray(Double[]::new);
  }

  private static double one(String query) throws SQLException {
    return column(query).get(0);
  }

  private static List<Double> column(String query) throws SQLException {
    List<Double> values = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows = duckdb.createStatement().executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getDouble(1));
      }
    }
    return values;
  }

  /** Runs the experiment and returns what is printed. */
  private String run(String... more) throws Exception {
    List<String> args =
        new ArrayList<>(
            List.of(
                "run", "--experiments=" + experiments, "--reports=" + folder.resolve("reports")));
    args.addAll(List.of(more));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      new Verbs(Arguments.parse(args.toArray(new String[0])), Map.of()).call();
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
