package dev.recsim.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.recsim.MemoryFolders;
import dev.recsim.app.BaselineOperation.WrittenBaseline;
import dev.recsim.app.compare.CompareOperation;
import dev.recsim.app.git.Repository;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.report.check.BaselineWords;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.rule.Margin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The check and the baselines that it checks against, as a program without command line calls them.
 */
@Tag("slow")
class CheckOperationTest {
  private static final BuildRules STRICT = new BuildRules(true, true, OnUndecided.FAIL);
  private static final BuildRules LENIENT = new BuildRules(true, false, OnUndecided.FAIL);

  @TempDir(factory = MemoryFolders.class)
  Path folder;

  @Test
  void experimentWithoutABaselineFailsAsThePolicySays() throws Exception {
    SmallProject project = project(folder);
    project.run("*");
    CheckReport lenient = check(project, LENIENT);
    assertThat(lenient.results())
        .extracting(it -> it.status())
        .containsExactly(Outcome.NO_BASELINE);
    assertThat(lenient.failed()).isFalse();
    assertThat(check(project, STRICT).failed()).isTrue();
  }

  @Test
  void unchangedRunIsIdenticalToItsBaseline() throws Exception {
    SmallProject project = project(folder);
    project.run("*");
    WrittenBaseline recorded = record(project);
    assertThat(recorded.file()).isEqualTo(folder.resolve("experiments/baselines/one.json"));
    assertThat(recorded.unchanged()).isFalse();
    assertThat(recorded.recording().after().agents()).hasSize(2);
    assertThat(record(project).unchanged()).isTrue();

    CheckReport checked = check(project, STRICT);
    assertThat(checked.failed()).isFalse();
    assertThat(checked.results().get(0).comparisons())
        .extracting(it -> it.outcome())
        .containsExactly(Outcome.IDENTICAL, Outcome.IDENTICAL);
    assertThat(project.reports().resolve("one/junit.xml")).exists();
  }

  @Test
  void whatWasAcceptedStaysUntilTheRunChanges() throws Exception {
    String learner =
        SmallProject.EXPERIMENT.replace("optimal: {type: optimal}", "q: {type: tabular_q}")
            + "training: {warmup_sessions: 10, epochs: 3, updates_per_epoch: 5}\n";
    SmallProject project = new SmallProject(folder).write("one", learner);
    project.run("*");
    record(project);
    project.write("one", learner + "seed: 7\n").run("*");

    WrittenBaseline accepted =
        new BaselineOperation(project.workspace(), Set.of("all"))
            .record(project.select("*"))
            .get(0);
    WrittenBaseline again = record(project);

    assertThat(accepted.recording().after().accepted())
        .extracting(it -> it.name())
        .contains("arena");
    assertThat(again.recording().after().accepted())
        .isEqualTo(accepted.recording().after().accepted());
    assertThat(again.unchanged()).isTrue();
  }

  /** As after a mistake with the units, or a rogue merge. */
  @Test
  void baselineWithAScoreThatCannotBeComparedIsIncompleteAndReplaced() throws Exception {
    SmallProject project = project(folder);
    project.run("*");
    Path file = record(project).file();
    Snapshot sound = BaselineFile.parse(Files.readString(file));
    List<AgentScores> agents = new ArrayList<>(sound.agents());
    AgentScores first = agents.get(0);
    List<SeedScore> scores = new ArrayList<>(first.scores());
    scores.set(0, new SeedScore(0, 1e308, "d", Map.of()));
    agents.set(
        0,
        new AgentScores(
            first.name(), first.type(), false, null, scores, first.failed(), first.curve()));
    Snapshot huge =
        new Snapshot(
            sound.experiment(),
            sound.fingerprint(),
            sound.resolved(),
            sound.files(),
            sound.optimum(),
            agents,
            List.of());
    Files.writeString(file, BaselineFile.render(huge, Margin.DEFAULTS));

    CheckReport checked = check(project, STRICT);
    assertThat(checked.failed()).isTrue();
    assertThat(checked.results().get(0).comparisons())
        .extracting(it -> it.outcome())
        .containsExactly(Outcome.INCOMPLETE, Outcome.IDENTICAL);
    WrittenBaseline again = record(project);
    assertThat(BaselineWords.lines(again.recording(), project.select("*").get(0).rule(), 0.01))
        .first(STRING)
        .startsWith(first.name() + ": 2.00E+307 -> ");
    assertThat(BaselineFile.parse(Files.readString(file))).isEqualTo(sound);
  }

  @Test
  void baselineOfAnotherExperimentCannotBeUsed() throws Exception {
    SmallProject project = project(folder);
    project.run("*");
    Path file = record(project).file();
    Files.move(folder.resolve("experiments/one.yaml"), folder.resolve("experiments/two.yaml"));
    Files.move(file, file.resolveSibling("two.json"));
    project.run("*");

    CheckReport checked = check(project, LENIENT);

    assertThat(checked.failed()).isTrue();
    assertThat(checked.results().get(0).status()).isEqualTo(Outcome.DAMAGED);
    assertThat(checked.results().get(0).basis().problem().orElseThrow())
        .endsWith(
            "two.json is the baseline of the experiment \"one\"; put it back under that name, and"
                + " record one of this experiment with recsim:baseline");
  }

  @Test
  void searchNeedsNoBaselineAndCannotHaveOne() throws Exception {
    String learner =
        SmallProject.EXPERIMENT.replace("optimal: {type: optimal}", "q: {type: tabular_q}")
            + "training: {warmup_sessions: 10, epochs: 1, updates_per_epoch: 5}\n";
    SmallProject project = new SmallProject(folder).write("one", learner);
    project.run("one");
    Path file = record(project).file();
    project.write(
        "one",
        learner
            + "search: {agent: q, over: {gamma: [0.9, 0.95]}, candidates: 2, method: random}\n");
    project.run("one");

    CheckReport left = check(project, "one", STRICT);
    assertThat(left.failed()).isTrue();
    assertThat(left.results().get(0).status()).isEqualTo(Outcome.NO_EXPERIMENT);
    assertThat(left.results().get(0).basis().problem().orElseThrow())
        .isEqualTo(
            file
                + " cannot be compared, because the experiment has a search; move the search to an"
                + " experiment of its own");

    Files.delete(file);
    assertThat(check(project, "one", STRICT).failed()).isFalse();
  }

  @Test
  void experimentThatHasNotRunIsNotRecorded() throws Exception {
    SmallProject project = project(folder);
    assertThatThrownBy(() -> record(project))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("there is nothing to record in ");
    project.run("*");
    project.write("two", SmallProject.EXPERIMENT);
    assertThatThrownBy(() -> record(project))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("two: 5 of 5 trials of random have not run");
    assertThat(folder.resolve("experiments/baselines")).doesNotExist();
  }

  /** In every place where people put links: the experiments, the baselines and the reports. */
  @Test
  void foldersMayBeSymbolicLinks() throws Exception {
    Repository repository = Repository.create(folder.resolve("repository"));
    for (String link : List.of("experiments", "experiments/baselines", "reports")) {
      Path target = repository.path("elsewhere/" + link.replace('/', '-'));
      Files.createDirectories(target);
      Files.createSymbolicLink(repository.path(link), target);
    }
    SmallProject project = project(repository.path("."));
    project.run("*");
    record(project);
    repository.commit("Record");
    assertThat(repository.path("elsewhere/experiments-baselines/one.json")).exists();
    assertThat(check(project, STRICT).failed()).isFalse();
    for (String base : List.of("", "HEAD")) {
      assertThat(
              new CompareOperation(
                      project.workspace(),
                      project.experiments(),
                      Selection.of("*"),
                      Optional.of(base).filter(it -> !it.isEmpty()),
                      Optional.empty())
                  .compare()
                  .page())
          .exists();
    }
    assertThat(project.run("*").get(0).results().judgement().history())
        .extracting(it -> it.subject())
        .containsExactly("Record");
  }

  private static SmallProject project(Path folder) throws Exception {
    return new SmallProject(folder).write("one", SmallProject.EXPERIMENT);
  }

  private static WrittenBaseline record(SmallProject project) throws Exception {
    return new BaselineOperation(project.workspace(), Set.of()).record(project.select("*")).get(0);
  }

  private static CheckReport check(SmallProject project, BuildRules policy) throws Exception {
    return check(project, "*", policy);
  }

  private static CheckReport check(SmallProject project, String globs, BuildRules policy)
      throws Exception {
    try (TrialExecutor executor = SmallProject.executor()) {
      return new CheckOperation(project.workspace(), false)
          .check(
              project.select(globs),
              List.of(),
              List.of(),
              new Verdicts(policy, Map.of()),
              executor);
    }
  }

  private static final String FEED =
      """
      environment: {type: interest_evolution}
      agents: {feed: {type: random}}
      evaluation: {sessions: 20}
      trials: {seeds: 0..4}
      """;

  private static final String GUARD = "baseline: {guard: {slate_diversity: {absolute: 0.02}}}\n";

  // The rule that is recorded has no guard yet: a loss must not slip into the baseline with it.
  @Test
  void fallenGuardThatIsNewIsNotRecordedUnlessItIsAccepted() throws Exception {
    SmallProject project = new SmallProject(folder).write("one", FEED);
    project.run("*");
    record(project);
    project.write("one", FEED.replace("feed: {type: random}", "feed: {type: greedy}") + GUARD);
    project.run("*");

    assertThatThrownBy(() -> record(project))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("feed:slate_diversity REGRESSED");
    WrittenBaseline accepted =
        new BaselineOperation(project.workspace(), Set.of("feed:slate_diversity"))
            .record(project.select("*"))
            .get(0);
    assertThat(accepted.recording().after().accepted())
        .extracting(it -> it.name() + " " + it.verdict())
        .containsExactly("feed:slate_diversity REGRESSED");
    assertThat(check(project, STRICT).results().get(0).comparisons())
        .extracting(it -> it.name() + " " + it.outcome())
        .containsExactly("feed IDENTICAL", "feed:slate_diversity IDENTICAL");
  }

  @Test
  void guardWhoseMarginMeansNothingIsNotRecorded() throws Exception {
    String zero =
        "metrics: {rich: {type: reward_reached, reward: 1000000}}\n"
            + "baseline: {guard: {rich: {relative: 0.05}}}\n";
    SmallProject project = new SmallProject(folder).write("one", FEED + zero);
    project.run("*");
    assertThatThrownBy(() -> record(project))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "no baseline was recorded:\n"
                + "one: feed:rich: the margin {relative: 0.05} is a share of the mean in the baseline,"
                + " which may be 0; use absolute");
  }

  // What a baseline of version 2 that an older recsim recorded lacks.
  @Test
  void baselineWithoutDigestsOfMetricsIsGuardedByItsValues() throws Exception {
    SmallProject project = new SmallProject(folder).write("one", FEED);
    project.run("*");
    Path file = record(project).file();
    Snapshot recorded = BaselineFile.parse(Files.readString(file));
    AgentScores agent = recorded.agents().get(0);
    assertThat(agent.scores().get(0).metricDigests()).containsKey("slate_diversity");
    Snapshot older =
        new Snapshot(
            recorded.experiment(),
            recorded.fingerprint(),
            recorded.resolved(),
            recorded.files(),
            recorded.optimum(),
            List.of(
                new AgentScores(
                    agent.name(),
                    agent.type(),
                    agent.oracle(),
                    agent.engine(),
                    agent.scores().stream()
                        .map(it -> new SeedScore(it.seed(), it.score(), it.digest(), it.metrics()))
                        .toList(),
                    agent.failed(),
                    agent.curve())),
            recorded.accepted());
    Files.writeString(file, BaselineFile.render(older, Margin.DEFAULTS));
    project.write("one", FEED + GUARD);
    assertThat(check(project, STRICT).results().get(0).comparisons())
        .extracting(it -> it.name() + " " + it.outcome())
        .containsExactly("feed IDENTICAL", "feed:slate_diversity IDENTICAL");
    assertThat(record(project).recording().needed()).isEmpty();
  }
}
