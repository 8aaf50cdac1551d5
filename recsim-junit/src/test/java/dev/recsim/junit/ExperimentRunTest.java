package dev.recsim.junit;

import static dev.recsim.junit.RecsimAssertions.assertThat;
import static dev.recsim.junit.RecsimAssertions.atLeast;
import static dev.recsim.junit.RecsimAssertions.atMost;
import static dev.recsim.junit.RecsimAssertions.notWorseThan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.app.BaselineOperation;
import dev.recsim.app.Listener;
import dev.recsim.app.Workspace;
import dev.recsim.app.fit.FitOperation;
import dev.recsim.app.project.Selection;
import dev.recsim.baseline.Check;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.store.RunLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ExperimentRunTest {
  private static final String MATRIX =
      """
      environment: {type: transition_matrix, doc_num: 3}
      agents: {random: {type: random}, shown: {type: optimal}, again: {type: random}}
      evaluation: {sessions: 50}
      trials: {seeds: 0..4}
      claims: [{shown: {beats: random}}]
      """;

  private static final String EVOLUTION =
      """
      environment: {type: interest_evolution}
      agents: {random: {type: random}, greedy: {type: greedy}}
      evaluation: {sessions: 20}
      trials: {seeds: 0..4}
      """;

  @TempDir private Path folder;

  @Test
  void claimsOfFileAndOfCodeHold() throws Exception {
    ExperimentRun run = run("one", MATRIX);

    assertThatCode(
            () ->
                assertThat(run)
                    .holdsClaims()
                    .agent("shown")
                    .beats("random")
                    .isNotWorseThan("random")
                    .keeps("share_of_optimum", atLeast(0.999)))
        .doesNotThrowAnyException();
    assertThat(run.page()).isNotEmptyFile();
  }

  @Test
  void resultsAreThoseOfTheFile() throws Exception {
    ExperimentRun run = run("one", MATRIX);

    assertThat(run.results().json())
        .isEqualTo(Files.readString(run.page().resolveSibling("results.json")));
    assertThat(run.results().winner().agents()).containsExactly("random", "again");
    assertThat(run.results().check().outcome()).isEqualTo("no_baseline");
  }

  @Test
  void brokenClaimFailsInTheWordsOfTheCheck() throws Exception {
    ExperimentRun run = run("one", MATRIX);

    assertThatThrownBy(() -> assertThat(run).agent("random").beats("shown"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("one: 1 claim broken\n  claim \"random beats shown\" BROKEN: ")
        .hasMessageContaining("report: " + run.page());
  }

  @Test
  void undecidedFailsUnlessItMayPass() throws Exception {
    ExperimentRun run = run("one", MATRIX.replace("seeds: 0..4", "seeds: 0"));

    assertThatThrownBy(() -> assertThat(run).agent("again").beats("random"))
        .hasMessageContaining("claim \"again beats random\" UNDECIDED");
    assertThatCode(() -> assertThat(run.with(OnUndecided.PASS)).agent("again").beats("random"))
        .doesNotThrowAnyException();
  }

  @Test
  void missingBaselineFailsAndSaysWhatToDo() throws Exception {
    ExperimentRun run = run("one", MATRIX);

    assertThatThrownBy(() -> assertThat(run).agent("shown").holdsBaseline())
        .hasMessageStartingWith("one: no baseline")
        .hasMessageContaining("recsim:baseline");
    assertThatThrownBy(() -> assertThat(run).passesCheck()).hasMessageContaining("no baseline");
  }

  @Test
  void regressionOfOneAgentFailsThisAgentAlone() throws Exception {
    run("one", MATRIX);
    record("one");
    ExperimentRun worse =
        run("one", MATRIX.replace("shown: {type: optimal}", "shown: {type: random}"));

    assertThatThrownBy(() -> assertThat(worse).agent("shown").holdsBaseline())
        .hasMessageStartingWith("one: 1 agent regressed\n  shown REGRESSED: ");
    assertThatCode(() -> assertThat(worse).agent("again").holdsBaseline())
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> assertThat(worse).holdsBaseline()).hasMessageContaining("REGRESSED");
  }

  @Test
  void metricsAreBoundedAndMisspeltOnesGetTheNearestName() throws Exception {
    ExperimentRun run = run("one", EVOLUTION);

    assertThatCode(
            () ->
                assertThat(run)
                    .agent("random")
                    .keeps("topic_coverage", atLeast(0.5))
                    .keeps("topic_coverage", atMost(1.5)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> assertThat(run).agent("random").keeps("topic_coverage", atLeast(1.5)))
        .hasMessageContaining("claim \"random topic_coverage >= 1.5\" BROKEN");
    assertThatThrownBy(() -> assertThat(run).agent("random").keeps("topic_covrage", atLeast(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean \"topic_coverage\"?");
    assertThatThrownBy(() -> assertThat(run).agent("gredy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean \"greedy\"?");
    assertThatThrownBy(
            () -> assertThat(run).agent("greedy").keeps("topic_coverage", notWorseThan("random")))
        .hasMessageContaining("needs a margin");
  }

  @Test
  void claimsOnALogAndTheFittedEnvironmentAreChecked() throws Exception {
    StringBuilder log = new StringBuilder("session,at,shown,accepted,p\n");
    for (int i = 0; i < 400; i++) {
      log.append(
          "%s,%s,%s,%s,0.5\n"
              .formatted(i, i % 2, i / 2 % 2, i % 7 == 0 == (i / 2 % 2 == 0) ? 1 : 0));
    }
    Files.createDirectories(folder.resolve("experiments/environments"));
    Files.writeString(folder.resolve("experiments/log.csv"), log);
    fit("");
    String logs =
        "logs: {file: log.csv, columns: {session: session, state: [at], action: shown,"
            + " reward: accepted, propensity: p}}\n";
    ExperimentRun run =
        run(
            "one",
            """
            environment: {type: fitted, file: environments/shop.json}
            agents: {random: {type: random}}
            trials: {seeds: 0..1}
            evaluate: {}
            baseline: {margin: {absolute: 0.1}}
            claims: [{random: {not_worse_than: logged, by: ope}}]
            """
                + logs);
    assertThatCode(() -> assertThat(run).passesCheck()).doesNotThrowAnyException();

    Files.writeString(
        folder.resolve("experiments/log.csv"), log.toString().replace(",0.5\n", ",0.7\n"));
    assertThatThrownBy(() -> assertThat(run).holdsClaims())
        .hasMessageStartingWith("one: 1 claim refused\n")
        .hasMessageContaining("the propensities are wrong");
    Files.writeString(folder.resolve("experiments/log.csv"), log);
    fit("accept: {gain: 9}\n");
    assertThatThrownBy(() -> assertThat(run).passesCheck())
        .hasMessageStartingWith("recsim:check failed: 1 of 1 environments")
        .hasMessageContaining("gain FAILS: ");
  }

  private void fit(String accept) throws Exception {
    Files.writeString(
        folder.resolve("experiments/environments/shop.yaml"),
        """
        logs: {file: ../log.csv, columns: {session: session, state: [at], action: shown, reward: accepted}}
        model: {type: responses}
        """
            + accept);
    new FitOperation(
            folder.resolve("experiments"), folder.resolve("reports"), Selection.of("*"), 0.01)
        .fit();
  }

  @Test
  void assertionsThatWereNotWrittenAreNoticed() throws Exception {
    ExperimentRun run = run("one", MATRIX);
    assertThat(run.hasEmptyChain()).isFalse();
    assertThat(run).holdsClaims();
    assertThat(run).agent("random").agent("shown").beats("random");
    assertThat(run.hasEmptyChain()).isFalse();

    assertThat(run).agent("shown");
    assertThat(run.hasEmptyChain()).isTrue();
    assertThat(run.with(OnUndecided.FAIL).hasEmptyChain()).isFalse();
  }

  @Test
  void storedTrialsAreReused() throws Exception {
    run("one", MATRIX);
    Path trial = folder.resolve("reports/one/trials/random-seed-0.json");
    FileTime written = Files.getLastModifiedTime(trial);

    run("one", MATRIX);

    assertThat(Files.getLastModifiedTime(trial)).isEqualTo(written);
  }

  @Test
  void runWaitsForAnotherOne() throws Exception {
    CompletableFuture<ExperimentRun> waiting;
    try (RunLock lock = RunLock.take(folder.resolve("reports"), "a test")) {
      assertThat(lock).isNotNull();
      waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return run("one", MATRIX);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      Thread.sleep(1000);
      assertThat(waiting).isNotDone();
    }
    assertThat(waiting.get(5, TimeUnit.MINUTES).page()).exists();
  }

  @Test
  void fileOfSeveralExperimentsNeedsAName() throws Exception {
    String several = "environments: {three: {doc_num: 3}, four: {doc_num: 4}}\n" + MATRIX;
    write("two", several);

    assertThatThrownBy(() -> ExperimentRun.of(file("two").toString(), "", settings()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two.yaml makes two/three, two/four; name one of them");
    assertThat(ExperimentRun.of(file("two").toString(), "two/four", settings()).toString())
        .isEqualTo("two/four");
  }

  @Test
  void missingFileAndProblemsInItAreTold() throws Exception {
    assertThatThrownBy(() -> ExperimentRun.of("experiments/nothing.yaml", "", settings()))
        .hasMessageContaining("there is no experiment experiments/nothing.yaml in ");
    assertThatThrownBy(() -> run("one", MATRIX.replace("doc_num", "doc_nom")))
        .hasMessageContaining("one.yaml:1:40: unknown key \"doc_nom\", did you mean \"doc_num\"?");
  }

  private ExperimentRun run(String name, String yaml) throws Exception {
    write(name, yaml);
    return ExperimentRun.of(file(name).toString(), "", settings());
  }

  private void write(String name, String yaml) throws Exception {
    Files.createDirectories(folder.resolve("experiments"));
    Files.writeString(file(name), yaml);
  }

  private Path file(String name) {
    return folder.resolve("experiments/" + name + ".yaml");
  }

  private Settings settings() {
    return new Settings(folder.resolve("experiments"), folder.resolve("reports"), Check.ALPHA, 1);
  }

  private void record(String name) throws Exception {
    Workspace workspace = new Workspace(folder.resolve("reports"), Check.ALPHA, new Listener() {});
    new BaselineOperation(workspace, Set.of())
        .record(ExperimentReader.read(folder.resolve("experiments"), file(name), List.of()));
  }
}
