package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.survival.Program.Ended;
import dev.recsim.survival.Program.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that are killed, run in processes, and have candidates that fail. */
@Tag("slow")
class SearchSurvivalTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix, doc_num: 5}
      agents:
        optimal: {type: optimal}
        odd: {type: odd, document: 4, pause_millis: 40}
      evaluation: {sessions: 20}
      trials: {seeds: 0..2}
      search:
        agent: odd
        over: {document: {integer: [0, 4]}, %s: [%s]}
        candidates: 9
      """;
  private static final String SELECT = "--experiment=tune";

  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void makeProgram() throws Exception {
    program = new Program(folder);
  }

  @Tag("nightly")
  @Test
  void killedSearchEndsWithTheBytesOfAnUndisturbedOne() throws Exception {
    program.experiment("tune", EXPERIMENT.formatted("pause_millis", "40, 41"));
    program.start("run", "undisturbed", SELECT, "--parallelism=1").join().fine();
    for (String moment : new String[] {"[4/9]", "rung 2 of 2", "[2/6]", "[2/9]"}) {
      Running run = program.start("run", "reports", SELECT, "--parallelism=1");
      try {
        run.awaitText(moment);
      } catch (AssertionError e) {
        // The moment was in an earlier run; this one ended.
        run.join().fine();
      }
      run.kill();
      assertThat(Files.exists(program.path("reports/tune/tuned.yaml.tmp"))).isFalse();
    }
    Ended ended = program.run(SELECT, "--parallelism=2").fine();

    assertThat(ended.out()).contains("already stored");
    assertThatRunsAreEqual("reports", "undisturbed");
    assertThat(program.files("reports")).isEqualTo(program.files("undisturbed"));
  }

  @Tag("nightly")
  @Test
  void executorDoesNotChangeTheBytes() throws Exception {
    program.experiment("tune", EXPERIMENT.formatted("pause_millis", "0, 1"));
    program.start("run", "local", SELECT, "--parallelism=1").join().fine();
    program.run(SELECT, "--executor=process", "--parallelism=2").fine();

    assertThatRunsAreEqual("reports", "local");
  }

  @Tag("nightly")
  @Test
  void failedCandidatesAreOutAndNamed() throws Exception {
    program.experiment("tune", EXPERIMENT.formatted("habit", "none, fails"));
    Ended ended = program.run(SELECT, "--parallelism=2").fine();

    assertThat(ended.out())
        .contains("the glass broke")
        .containsPattern("best of 9 .*\\d failed\\)");
    assertThat(program.path("reports/tune/results.json"))
        .content()
        .contains("\"error\": \"odd-")
        .contains("the glass broke");
    assertThat(program.path("reports/tune/index.html")).content().contains("is out");
    assertThat(program.path("reports/tune/tuned.yaml")).content().contains("habit: none");
  }

  @Test
  void searchWithoutAnyCandidateLeftFails() throws Exception {
    program.experiment(
        "tune",
        EXPERIMENT
            .formatted("pause_millis", "0, 1")
            .replace("type: odd,", "type: odd, habit: fails,"));
    Ended ended = program.call("run", "reports", SELECT, "--parallelism=2").failed();

    assertThat(ended.out()).contains("search: every one of 9 candidates failed");
    assertThat(ended.err()).contains("trials failed in tune");
    assertThat(program.path("reports/tune/tuned.yaml"))
        .content()
        .doesNotContain("agents:")
        .contains("# search: every one of 9 candidates failed");
  }

  private void assertThatRunsAreEqual(String one, String other) throws Exception {
    for (String file : new String[] {"results.json", "tuned.yaml"}) {
      assertThat(program.path(one + "/tune/" + file))
          .hasSameBinaryContentAs(program.path(other + "/tune/" + file));
    }
    assertThat(program.pageWithoutProvenance(one + "/tune/index.html"))
        .isEqualTo(program.pageWithoutProvenance(other + "/tune/index.html"));
  }
}
