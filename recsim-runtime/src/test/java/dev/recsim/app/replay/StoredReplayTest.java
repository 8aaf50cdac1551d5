package dev.recsim.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.MemoryFolders;
import dev.recsim.app.ExperimentReport;
import dev.recsim.app.RunOperation;
import dev.recsim.app.SmallProject;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.explain.replay.Replayed;
import dev.recsim.explain.replay.Replayed.Played;
import dev.recsim.explain.replay.Replayed.Together;
import dev.recsim.explain.shown.ShownTables;
import dev.recsim.explain.shown.ShownTables.AgentShown;
import dev.recsim.report.ResultsJson;
import dev.recsim.report.experiment.ExperimentPage;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class StoredReplayTest {
  private static final String EXPERIMENT =
      """
      environment: {type: interest_evolution, candidates: 5, slate_size: 2}
      agents:
        random: {type: random}
        greedy: {type: greedy}
        slate_q: {type: slate_q, engine: java, hidden: [4], gamma: 0.9}
        tabular: {type: tabular_q}
      training: {warmup_sessions: 5, epochs: 1, updates_per_epoch: 5}
      evaluation: {sessions: 30}
      trials: {seeds: 0..2}
      """;

  private static final String NOT_STORED = "its weights are not stored";

  private static final TrialExecutor LOCAL = new LocalExecutor(1, Optional.empty());

  @TempDir(factory = MemoryFolders.class)
  Path folder;

  @Test
  void sessionsOfTheTwoBestAgentsAreStoredWithTheirRewards() throws Exception {
    SmallProject project = project("one");
    ExperimentReport report = project.run("*").get(0);
    List<String> ranking = report.results().ranking().stream().map(it -> it.name()).toList();

    Replayed replayed = read(project);
    assertThat(replayed.missing()).isEmpty();
    assertThat(replayed.sessions()).hasSizeBetween(3, 5);
    for (Together session : replayed.sessions()) {
      assertThat(session.agents())
          .extracting(Played::agent)
          .containsExactlyElementsOf(ranking.subList(0, 2));
      for (Played played : session.agents()) {
        Completed trial = trial(report, played.agent(), replayed.seed());
        assertThat(played.reward()).isEqualTo(trial.rewards()[session.number()]);
        assertThat(played.length()).isEqualTo(trial.lengths()[session.number()]);
        assertThat(played.turns().get(0).slate()).hasSize(2);
        assertThat(played.turns().get(0).others()).hasSize(3);
        assertThat(played.turns().get(0).user()).isNotEmpty();
      }
    }
    assertThat(Files.readString(report.page()))
        .contains("<section id=\"replay\"", "id=\"chart-replay\"");
  }

  @Test
  void usersAndDocumentsAreTheSameUntilTheAgentsPart() throws Exception {
    SmallProject project = project("one");
    project.run("*");
    for (Together session : read(project).sessions()) {
      Played one = session.agents().get(0);
      Played other = session.agents().get(1);
      int parting = session.parting();
      for (int t = one.first(); t < parting; t++) {
        assertThat(one.turns().get(t - one.first())).isEqualTo(other.turns().get(t - one.first()));
      }
      int at = parting - one.first();
      assertThat(one.turns().get(at).user()).isEqualTo(other.turns().get(at).user());
      assertThat(one.turns().get(at).slate()).isNotEqualTo(other.turns().get(at).slate());
    }
  }

  @Test
  void firstSessionsOfOneSeedAreCounted() throws Exception {
    SmallProject project = project("one");
    ExperimentReport report = project.run("*").get(0);
    ShownTables tables = read(project).shown();

    assertThat(tables.agents())
        .extracting(AgentShown::agent)
        .containsExactly("random", "greedy", "slate_q", "tabular");
    for (AgentShown agent : tables.agents()) {
      Completed trial = trial(report, agent.agent(), tables.seed());
      assertThat(agent.sessions()).isBetween(1, 29);
      assertThat(agent.decisions())
          .isBetween(300, 300 + Arrays.stream(trial.lengths()).max().orElseThrow())
          .isEqualTo(IntStream.range(0, agent.sessions()).map(i -> trial.lengths()[i]).sum());
      assertThat(sum(agent.byPosition().shown())).isEqualTo(2L * agent.decisions());
      assertThat(sum(agent.bySteps().shown())).isEqualTo(2L * agent.decisions());
      assertThat(sum(agent.byUsers().shown())).isEqualTo(2L * agent.decisions());
    }
    assertThat(tables.agents().get(0).entropy().policy())
        .isCloseTo(tables.agents().get(0).entropy().policyMost(), within(1e-9));
    assertThat(tables.agents().get(1).entropy().policy()).isZero();
    assertThat(Files.readString(report.page())).contains("<section id=\"shown\"");
  }

  @Test
  void replayOfAnEarlierVersionIsMadeAgainSilently() throws Exception {
    SmallProject project = project("one");
    project.run("*");
    String now = Files.readString(file(project));
    String earlier =
        now.replaceFirst("\"schema_version\":\\d+", "\"schema_version\":3")
            .replace("\"by_position\"", "\"calibration\":null,\"probes\":[],\"by_position\"");
    Files.writeString(file(project), earlier);
    project.run("*");
    assertThat(file(project)).hasContent(now);
    assertThat(earlier).contains("\"probes\":[]").isNotEqualTo(now);
  }

  @Test
  void parallelismDoesNotChangeABit() throws Exception {
    SmallProject one = project("one");
    one.run("*");
    SmallProject two = new SmallProject(folder.resolve("two")).write("one", EXPERIMENT);
    two.runTwoAtATime("*");
    assertThat(file(two)).hasSameBinaryContentAs(file(one));
  }

  @Test
  void unchangedTrialsAreNotReplayedAndOtherTrialsAre() throws Exception {
    SmallProject project = project("one");
    project.run("*");
    String stored = Files.readString(file(project));
    String marked = stored.replaceFirst("\"seed\":\\d+", "\"seed\":77");
    Files.writeString(file(project), marked);
    project.run("*");
    assertThat(file(project)).as("read, not replayed").hasContent(marked);

    project.write("one", EXPERIMENT.replace("sessions: 30", "sessions: 31"));
    project.run("*");
    assertThat(read(project).seed()).isNotEqualTo(77);
  }

  @Test
  void reportOnlyReads() throws Exception {
    SmallProject project = project("one");
    project.run("*");
    Files.writeString(file(project), "{");
    ExperimentReport report =
        new RunOperation(project.workspace()).report(project.select("*")).get(0);
    assertThat(Files.readString(report.page())).doesNotContain("<section id=\"replay\"");
    assertThat(file(project)).hasContent("{");

    Path page = project.run("*").get(0).page();
    assertThat(Files.readString(page)).contains("<section id=\"replay\"");
    assertThat(read(project).sessions()).isNotEmpty();
  }

  @Test
  void agentThatCannotBeRestoredIsNamedAndReplaced() throws Exception {
    SmallProject project =
        new SmallProject(folder).write("one", EXPERIMENT.replace("  random: {type: random}\n", ""));
    ExperimentReport report = project.run("*").get(0);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Replayed replayed = replays(project, report, empty).replayed(LOCAL);
    assertThat(replayed.missing())
        .containsOnly(Map.entry("slate_q", NOT_STORED), Map.entry("tabular", NOT_STORED));
    assertThat(replayed.sessions())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.agents()).extracting(Played::agent).containsOnly("greedy"));
    String page =
        new String(
            ExperimentPage.utf8(
                report.results(),
                new ResultsJson(report.results()).results(),
                Optional.of(replayed)),
            StandardCharsets.UTF_8);
    assertThat(page).contains(NOT_STORED);
  }

  @Test
  void agentsThatAnswerElsewhereAreNotReplayed() throws Exception {
    SmallProject project =
        new SmallProject(folder)
            .write(
                "one",
                """
                environment: {type: interest_evolution}
                agents:
                  service: {type: http, url: "http://localhost:1/"}
                  around: {type: epsilon_greedy, base: {type: http, url: "http://localhost:1/"}}
                  random: {type: random}
                """);
    assertThat(project.select("one").get(0).agents())
        .extracting(it -> it.replayable())
        .containsExactly(false, false, true);
  }

  private static Replays replays(SmallProject project, ExperimentReport report, Path trials)
      throws Exception {
    return new Replays(
        report.results(),
        Plan.of(project.select("*").get(0)).trials(),
        new TrialStore(trials),
        BaselineTrialScores.NONE);
  }

  private SmallProject project(String name) throws Exception {
    return new SmallProject(folder).write(name, EXPERIMENT);
  }

  private static long sum(long[][] counts) {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  private static Path file(SmallProject project) {
    return project.reports().resolve("one/trials/replay.json");
  }

  private static Replayed read(SmallProject project) throws Exception {
    ExperimentReport report =
        new RunOperation(project.workspace()).report(project.select("*")).get(0);
    return replays(project, report, project.reports().resolve("one/trials")).stored().orElseThrow();
  }

  private static Completed trial(ExperimentReport report, String agent, int seed) {
    return report.results().agents().stream()
        .filter(it -> it.name().equals(agent))
        .flatMap(it -> it.trials().stream())
        .filter(it -> it.id().seed() == seed)
        .map(Completed.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
