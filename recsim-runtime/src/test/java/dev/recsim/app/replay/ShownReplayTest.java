package dev.recsim.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.app.Reported;
import dev.recsim.app.SmallProject;
import dev.recsim.app.replay.ShownReplay.ShownFile;
import dev.recsim.json.JsonRecords;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.shown.ShownTables;
import dev.recsim.trial.shown.ShownTables.AgentShown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ShownReplayTest {
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

  @TempDir Path folder;

  @Test
  void firstSessionsOfOneSeedAreCounted() throws Exception {
    SmallProject project = project();
    Reported report = project.run("*").get(0);
    ShownTables tables = read(project);

    assertThat(tables.agents())
        .extracting(AgentShown::agent)
        .containsExactly("random", "greedy", "slate_q", "tabular");
    assertThat(tables.absent()).isEmpty();
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
    assertThat(tables.agreements()).hasSize(6);
    assertThat(tables.agents().get(0).entropy().policy())
        .isCloseTo(tables.agents().get(0).entropy().policyMost(), within(1e-9));
    assertThat(tables.agents().get(1).entropy().policy()).isZero();
    assertThat(tables.agents().get(1).calibration()).isNull();
    assertThat(tables.agents().get(2).calibration().discount()).isEqualTo(0.9);
    assertThat(Files.readString(report.page()))
        .contains("<section id=\"shown\"", "<section id=\"calibration\"");
  }

  /** The discount of tabular_q is estimated in training, and stored with its table. */
  @Test
  void estimatedDiscountIsThatOfTheTraining() throws Exception {
    SmallProject project = project();
    Reported report = project.run("*").get(0);
    ShownTables tables = read(project);
    Completed trial = trial(report, "tabular", tables.seed());
    double tracked = trial.curve().get(trial.curve().size() - 1).diagnostics().get("gamma");
    assertThat(tables.agents().get(3).calibration().discount()).isCloseTo(tracked, within(1e-12));
    assertThat(tracked).isNotEqualTo(0.95);
  }

  @Test
  void parallelismDoesNotChangeABit() throws Exception {
    SmallProject one = project();
    one.run("*");
    SmallProject two = new SmallProject(folder.resolve("two")).write("one", EXPERIMENT);
    two.runTwoAtATime("*");
    assertThat(file(two)).hasSameBinaryContentAs(file(one));
  }

  @Test
  void reportOnlyReadsAndRunReplacesDamagedFiles() throws Exception {
    SmallProject project = project();
    project.run("*");
    String stored = Files.readString(file(project));
    String marked = stored.replaceFirst("\"seed\": \\d+", "\"seed\": 77");
    Files.writeString(file(project), marked);
    project.run("*");
    assertThat(file(project)).as("read, not replayed").hasContent(marked);

    Files.writeString(file(project), "{");
    Reported report = project.workspace().report(project.select("*")).get(0);
    assertThat(Files.readString(report.page())).doesNotContain("<section id=\"shown\"");
    assertThat(file(project)).hasContent("{");
    project.run("*");
    assertThat(file(project)).hasContent(stored);
  }

  private SmallProject project() throws Exception {
    return new SmallProject(folder).write("one", EXPERIMENT);
  }

  private static long sum(long[][] counts) {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  private static Completed trial(Reported report, String agent, int seed) {
    return report.results().agents().stream()
        .filter(it -> it.name().equals(agent))
        .flatMap(it -> it.trials().stream())
        .filter(it -> it.id().seed() == seed)
        .map(Completed.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Path file(SmallProject project) {
    return project.reports().resolve("one/trials/shown.json");
  }

  private static ShownTables read(SmallProject project) throws Exception {
    return JsonRecords.read(Files.readString(file(project)), ShownFile.class).tables();
  }
}
