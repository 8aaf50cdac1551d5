package dev.recsim.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Observation;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.Check;
import dev.recsim.baseline.InvalidBaseline;
import dev.recsim.baseline.Rule;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.Digest;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.TestMetric;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbColumns;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogReport;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.random.RandomKey;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Identity;
import dev.recsim.report.ExperimentResults.Judgement;
import dev.recsim.report.ExperimentResults.Setting;
import dev.recsim.report.IndexPage;
import dev.recsim.report.ResultsJson;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.results.Results;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Margin;
import dev.recsim.trial.TrialResult;
import dev.recsim.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that recsim reads: good ones, and what reading a damaged one may come to. */
public final class DamagedFiles {
  private static final Path SHIPPED = Path.of("../experiments");
  private static final Path WRITTEN = Path.of("src/test/resources/spec/good");
  private static final String AGENTS =
      """
      agents:
        random: {type: random}
        learner: {type: actor_critic, engine: java, hidden: [4], emb_size: 2, top_k: 2}
      """;
  private static final String SMALL =
      """
      environment: {type: transition_matrix, acceptance: {file: acceptance.csv}}
      %straining: {warmup_sessions: 5, epochs: 2, updates_per_epoch: 3, batch_size: 4}
      evaluation: {sessions: 8}
      trials: {seeds: 0..1}
      """
          .formatted(AGENTS);
  private static final String CHECKED =
      SMALL
          + """
          baseline: {margin: {relative: 0.02, absolute: 0.1}, max_seeds: 40}
          claims:
            - learner: {share_of_optimum: ">= 0.5", beats: random}
            - learner: {mean_reward: ">= 1.5e-1", not_worse_than: random}
          """;
  private static final String CHECKSUM = ",\n \"checksum\": \"";

  /**
   * @param path of the file that is damaged and read, in the folder
   * @param good contents to damage
   * @param reading fails unless reading ends as declared
   */
  public record Kind(String path, List<byte[]> good, Reading reading) {}

  /** Reads a file as recsim does. */
  public interface Reading {
    void read(Path file) throws Exception;
  }

  private final Path folder;
  private final ExperimentSpec spec;
  private final Plan plan;
  private final Reports reports;

  /** Runs a small experiment, for all that a run leaves. */
  public DamagedFiles(Path folder) throws Exception {
    this.folder = folder;
    Path experiments = folder.resolve("experiments");
    Files.createDirectories(experiments.resolve("data"));
    for (Path csv : files(SHIPPED.resolve("data"), ".csv")) {
      Files.copy(csv, experiments.resolve("data").resolve(csv.getFileName()));
    }
    Path notebook = WRITTEN.resolve("notebook-acceptance.csv");
    Files.copy(notebook, experiments.resolve(notebook.getFileName()));
    Files.copy(SHIPPED.resolve("data/trap-5.csv"), experiments.resolve("acceptance.csv"));
    Files.createDirectory(folder.resolve("served"));
    Path small = Files.writeString(experiments.resolve("small.yaml"), SMALL);
    this.spec = ExperimentReader.read(small);
    Workspace workspace = new Workspace(folder, Check.ALPHA, new Listener() {});
    try (TrialExecutor executor = new LocalExecutor(2, Optional.empty())) {
      new RunOperation(workspace)
          .run(List.of(spec), new RunOptions(false, false, false, 2), executor);
    }
    this.plan = Plan.of(spec);
    this.reports = new Reports(workspace, spec, plan);
    String csv = SMALL.replace(AGENTS, "agents: {a: {type: random}}\n");
    Path ofCsv = Files.createDirectory(folder.resolve("csv"));
    Files.writeString(ofCsv.resolve("x.yaml"), csv.replace("acceptance.csv", "damaged.csv"));
  }

  /** A line for each. */
  public Map<String, Kind> kinds() throws IOException {
    // The one with every section is worth five.
    List<byte[]> experiments = new ArrayList<>(Collections.nCopies(5, CHECKED.getBytes(UTF_8)));
    experiments.addAll(contents(files(SHIPPED, ".yaml")));
    experiments.addAll(contents(files(WRITTEN, ".yaml")));
    List<byte[]> matrices = contents(files(SHIPPED.resolve("data"), ".csv"));
    List<byte[]> baselines = List.of(baseline().getBytes(UTF_8));
    String trial = "small/trials/learner-seed-1";
    return Map.of(
        "experiment",
        new Kind("experiments/damaged.yaml", experiments, DamagedFiles::readExperiment),
        "matrix",
        new Kind("csv/damaged.csv", matrices, DamagedFiles::readMatrix),
        "trial",
        written(trial + ".json", file -> readTrial()),
        "networks",
        written(trial + ".safetensors", DamagedFiles::readNetworks),
        "run",
        written("small/run.json", file -> assertThat(reports.provenance()).isNotNull()),
        "results",
        written("small/results.json", DamagedFiles::readResults),
        "served",
        new Kind(
            "served/served-20260101T000000Z-000001.jsonl",
            contents(List.of(Path.of("src/test/resources/served-log.jsonl"))),
            DamagedFiles::readServed),
        "baseline",
        new Kind("baseline.json", baselines, DamagedFiles::readBaseline));
  }

  /** A file that the run has written. */
  private Kind written(String path, Reading reading) throws IOException {
    return new Kind(path, contents(List.of(folder.resolve(path))), reading);
  }

  private static void readExperiment(Path file) throws Exception {
    ExperimentSpec read;
    try {
      read = ExperimentReader.read(file);
    } catch (InvalidExperiment e) {
      assertTold(e);
      return;
    }
    Path resolved = Files.writeString(file.resolveSibling("resolved.txt"), read.resolved());
    assertThat(ExperimentReader.read(resolved).resolved()).isEqualTo(read.resolved());
  }

  /** As sessions, and as rows of a live test. */
  private static void readServed(Path file) throws IOException {
    LogOptions options = LogOptions.ofServed(".", 1);
    try {
      Log log = Log.of(options, file.getParent(), List.of());
      for (Log each : List.of(log, log.withPropensities())) {
        LogReport report = each.read(session -> assertThat(session.steps()).isPositive());
        assertThat(report.used().rows()).isLessThanOrEqualTo(report.rows());
        assertThat(report.sentences()).isNotEmpty();
      }
    } catch (InvalidFile e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    TestColumns columns =
        new TestColumns(
            AbOptions.of("", new AbColumns("unit", "arm", "time", "row", null, null), null),
            List.of("old", "new"),
            List.of(TestMetric.mean("reward", "reward")),
            Instant.MAX,
            TestColumns.Only.ALL);
    try {
      TestData data = RowLog.served(file.getParent(), columns, options.served()).read();
      assertThat(data.arms()).hasSize(2);
    } catch (InvalidTestData e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void readMatrix(Path file) throws IOException {
    try {
      ExperimentReader.read(file.resolveSibling("x.yaml"));
    } catch (InvalidExperiment e) {
      assertTold(e);
    }
  }

  /** Each problem with its line, or else it is one of the file as a whole. */
  private static void assertTold(InvalidExperiment e) throws IOException {
    assertThat(e.problems()).isNotEmpty();
    for (Problem problem : e.problems()) {
      assertThat(problem.file()).exists();
      assertThat(problem.message()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
      if (problem.line() == 0) {
        assertThat(problem.message()).containsPattern("is empty|larger than|more problems");
      } else {
        assertThat(problem.line()).isBetween(1, lines(problem.file()));
      }
    }
  }

  /** As YAML and CSV count them. */
  private static int lines(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int lines = 1;
    for (int i = 0; i < bytes.length; i++) {
      boolean windows = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
      lines += (bytes[i] == '\n' || bytes[i] == '\r') && !windows ? 1 : 0;
    }
    return lines;
  }

  private void readTrial() {
    PlannedTrial learner = planned("learner").get(1);
    stored(learner)
        .ifPresent(
            found -> {
              AgentResults agent =
                  new AgentResults(
                      "learner",
                      "actor_critic",
                      false,
                      Optional.empty(),
                      Optional.empty(),
                      List.of(found));
              Rule rule = new Rule(BaselineOptions.DEFAULTS, List.of(), List.of(0));
              ExperimentResults results =
                  new ExperimentResults(
                      new Identity("x", "x", "0", "", new TreeMap<>(), Optional.empty()),
                      new Setting(Optional.empty(), List.of()),
                      List.of(agent),
                      new Judgement(rule, Optional.empty(), List.of()),
                      Provenance.UNKNOWN);
              assertThat(new ResultsJson(results).results().json()).isNotEmpty();
            });
  }

  private List<PlannedTrial> planned(String agent) {
    return plan.trials().stream()
        .filter(planned -> planned.trial().id().agent().equals(agent))
        .toList();
  }

  private Optional<TrialResult> stored(PlannedTrial planned) {
    return reports.store().find(planned.trial().id(), planned.fingerprint());
  }

  private static void readNetworks(Path file) {
    try {
      SavedPolicy.load(file).recommend(new Observation(0), RandomKey.root(0));
    } catch (InvalidFile e) {
      assertThat(e).hasMessageContaining(file.toString());
    }
  }

  private static void readResults(Path file) throws IOException {
    try {
      Results results = Results.read(Files.readString(file, ISO_8859_1));
      assertThat(IndexPage.render(List.of(results), Map.of(), List.of(), Provenance.UNKNOWN))
          .contains("</html>");
      assertThat(results.snapshot().agents()).hasSameSizeAs(results.agents());
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private String baseline() {
    List<AgentScores> agents = new ArrayList<>();
    for (String agent : List.of("learner", "random")) {
      List<TrialResult> trials = new ArrayList<>();
      for (PlannedTrial planned : planned(agent)) {
        trials.add(stored(planned).orElseThrow());
      }
      agents.add(AgentScores.of(agent, agent, false, trials));
    }
    TreeMap<String, String> csv = new TreeMap<>(Map.of("acceptance.csv", "0"));
    return BaselineFile.render(
        new Snapshot(spec.name(), spec.fingerprint(), spec.resolved(), csv, 2.5, agents, List.of()),
        Margin.DEFAULTS);
  }

  /** As it is, and signed again, as nobody would: the checksum keeps most from being read. */
  private static void readBaseline(Path file) throws IOException {
    String text = Files.readString(file, ISO_8859_1);
    int end = text.lastIndexOf(CHECKSUM);
    String body = end < 0 ? text : text.substring(0, end);
    String signed = body + CHECKSUM + Digest.of(body.getBytes(UTF_8)) + "\"\n}\n";
    for (String each : List.of(text, signed)) {
      try {
        for (AgentScores agent : BaselineFile.parse(each).agents()) {
          assertThat(Arrays.stream(agent.values()).allMatch(Double::isFinite)).isTrue();
        }
      } catch (InvalidBaseline e) {
        assertThat(e).hasMessageContaining("recsim");
      }
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static List<byte[]> contents(List<Path> files) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (Path file : files) {
      contents.add(Files.readAllBytes(file));
    }
    return contents;
  }
}
