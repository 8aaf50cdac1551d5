package dev.recsim.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.MemoryFolders;
import dev.recsim.app.BaselineOperation;
import dev.recsim.app.ExperimentReport;
import dev.recsim.app.RunOperation;
import dev.recsim.app.SmallProject;
import dev.recsim.app.project.Baseline;
import dev.recsim.experiment.Plan;
import dev.recsim.explain.replay.Replayed;
import dev.recsim.explain.replay.Replayed.Played;
import dev.recsim.explain.replay.Replayed.Reason;
import dev.recsim.explain.replay.Replayed.Together;
import dev.recsim.store.InputsNow;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The baseline of an experiment is recorded, then an agent changes and runs again. */
@Tag("slow")
class BaselineSessionTest {
  private static final String EXPERIMENT =
      """
      environment: {type: interest_evolution, candidates: 5, slate_size: 2}
      agents:
        random: {type: random}
        slate_q: {type: slate_q, engine: java, hidden: [4], gamma: 0.9}
      training: {warmup_sessions: 5, epochs: 1, updates_per_epoch: 5}
      evaluation: {sessions: 20}
      trials: {seeds: 0..4}
      """;

  private static final String CHANGED = EXPERIMENT.replace("[4], gamma: 0.9", "[5], gamma: 0.1");
  private static final String BASELINE = "slate_q (baseline)";
  private static final String LABEL = "Most lost by slate_q to its baseline";

  @TempDir(factory = MemoryFolders.class)
  static Path recorded;

  /** The trials of the agent in the baseline, by seed. */
  private static List<Completed> before;

  @TempDir(factory = MemoryFolders.class)
  Path folder;

  private SmallProject project;

  @BeforeAll
  static void record() throws Exception {
    SmallProject one = new SmallProject(recorded).write("one", EXPERIMENT);
    before = trials(one.run("*").get(0), "slate_q");
    new BaselineOperation(one.workspace(), Set.of()).record(one.select("*"));
  }

  @BeforeEach
  void copy() throws Exception {
    project = new SmallProject(folder);
    try (Stream<Path> files = Files.walk(recorded)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(recorded.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  @Test
  void sessionThatTheChangedAgentLostMostIsPlayedByBothVersions() throws Exception {
    project.write("one", CHANGED);
    ExperimentReport report = project.run("*").get(0);

    Together session = session(replayed(report)).orElseThrow();
    int seed = replayed(report).seed();
    Completed then = before.get(seed);
    Completed now = trials(report, "slate_q").get(seed);
    assertThat(session.agents()).extracting(Played::agent).containsExactly("slate_q", BASELINE);
    assertThat(session.agents().get(0).reward()).isEqualTo(now.rewards()[session.number()]);
    assertThat(session.agents().get(1).reward()).isEqualTo(then.rewards()[session.number()]);
    double loss = then.rewards()[session.number()] - now.rewards()[session.number()];
    assertThat(loss).isPositive();
    for (int i = 0; i < 20; i++) {
      assertThat(then.rewards()[i] - now.rewards()[i]).isLessThanOrEqualTo(loss);
    }
    assertThat(session.agents().get(0).turns().get(0).user())
        .isNotEmpty()
        .isEqualTo(session.agents().get(1).turns().get(0).user());
    assertThat(session.parting()).isNotNull();
    assertThat(Files.readString(report.page()))
        .contains(LABEL)
        .doesNotContain(BASELINE + " is absent");
    assertThat(kept()).hasSize(10).contains(file(seed, ".json"), file(seed, ".safetensors"));
  }

  @Test
  void unchangedAgentsHaveNone() throws Exception {
    project.write("one", EXPERIMENT.replace("{seeds: 0..4}", "{seeds: 0..5}"));
    assertThat(session(replayed(project.run("*").get(0)))).isEmpty();
    assertThat(kept()).isEmpty();
  }

  @Test
  void withoutTheTrialsOfTheBaselineNothingIsShown() throws Exception {
    project.write("one", CHANGED);
    assertThat(session(replayed(project.run("*").get(0)))).isPresent();
    deleteTrials("one/trials/baseline");
    ExperimentReport report =
        new RunOperation(project.workspace()).report(project.select("*")).get(0);
    assertThat(Files.readString(report.page())).contains("id=\"replay\"").doesNotContain(LABEL);
    assertThat(file(project)).content().contains("LOSS_TO_BASELINE");

    Replayed replayed = replayed(project.run("*").get(0));
    assertThat(file(project)).content().doesNotContain("LOSS_TO_BASELINE");
    assertThat(session(replayed)).isEmpty();
    assertThat(replayed.missing()).isEmpty();
    assertThat(replayed.sessions()).isNotEmpty();
  }

  @Test
  void otherArenaIsNamedInOneLine() throws Exception {
    project.write("one", CHANGED.replace("candidates: 5", "candidates: 6"));
    ExperimentReport report = project.run("*").get(0);
    Replayed replayed = replayed(report);
    assertThat(session(replayed)).isEmpty();
    assertThat(replayed.missing()).containsOnlyKeys("all agents (baseline)");
    assertThat(Files.readString(report.page())).contains("so its users differ");
  }

  /** The weights are those of another seed. */
  @Test
  void versionThatEarnsAnotherRewardIsLeftOutWithTheReason() throws Exception {
    project.write("one", CHANGED);
    int seed = replayed(project.run("*").get(0)).seed();
    Path trials = project.reports().resolve("one/trials");
    Files.write(
        trials.resolve("baseline").resolve(file(seed, ".safetensors")),
        Files.readAllBytes(
            recorded.resolve("reports/one/trials").resolve(file((seed + 1) % 5, ".safetensors"))));
    Files.delete(file(project));
    Replayed replayed = replayed(project.run("*").get(0));
    assertThat(session(replayed)).isEmpty();
    assertThat(replayed.missing().get(BASELINE)).contains("in the replay, but").contains("session");
    assertThat(replayed.sessions()).hasSizeGreaterThan(2);
  }

  @Test
  void newBaselineEndsTheSessionAndItsTrialsReplaceTheOldOnes() throws Exception {
    project.write("one", CHANGED).run("*");
    List<String> old = kept();
    new BaselineOperation(project.workspace(), Set.of("all")).record(project.select("*"));
    ExperimentReport report =
        new RunOperation(project.workspace()).report(project.select("*")).get(0);
    assertThat(Files.readString(report.page()))
        .contains("<section id=\"replay\"")
        .doesNotContain(LABEL);

    report = project.write("one", EXPERIMENT).run("*").get(0);
    assertThat(kept()).hasSameSizeAs(old);
    int seed = Integer.parseInt(kept().get(0).replaceAll("\\D", ""));
    TrialStore store = new TrialStore(project.reports().resolve("one/trials"));
    assertThat(store.kept(new TrialId("slate_q", seed)).orElseThrow().result().rewards())
        .isNotEqualTo(before.get(seed).rewards());
    assertThat(trials(report, "slate_q").get(seed).rewards()).isEqualTo(before.get(seed).rewards());
  }

  private Replayed replayed(ExperimentReport report) throws Exception {
    BaselineTrialScores recorded = BaselineTrialScores.of(Baseline.of(project.select("*").get(0)));
    TrialStore store =
        new TrialStore(
            project.reports().resolve("one/trials"), 0, recorded.trials(), new InputsNow());
    return new Replays(
            report.results(), Plan.of(project.select("*").get(0)).trials(), store, recorded)
        .stored()
        .orElseThrow();
  }

  private static Optional<Together> session(Replayed replayed) {
    return replayed.sessions().stream()
        .filter(it -> it.reasons().equals(List.of(Reason.LOSS_TO_BASELINE)))
        .findFirst();
  }

  private static List<Completed> trials(ExperimentReport report, String agent) {
    return report.results().agents().stream()
        .filter(it -> it.name().equals(agent))
        .flatMap(it -> it.trials().stream())
        .map(Completed.class::cast)
        .toList();
  }

  private static Path file(SmallProject project) {
    return project.reports().resolve("one/trials/replay.json");
  }

  private static String file(int seed, String ending) {
    return "slate_q-seed-" + seed + ending;
  }

  private List<String> kept() throws IOException {
    Path kept = project.reports().resolve("one/trials/baseline");
    if (!Files.exists(kept)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(kept)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  private void deleteTrials(String relative) throws IOException {
    try (Stream<Path> files = Files.list(project.reports().resolve(relative))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
