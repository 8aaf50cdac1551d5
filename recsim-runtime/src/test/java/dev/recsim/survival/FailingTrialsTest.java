package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.survival.Program.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials that go wrong are shown as failed, and leave the others alone. */
@Tag("slow")
class FailingTrialsTest {
  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void prepare() throws Exception {
    program = new Program(folder);
  }

  @Test
  void rewardThatIsNoNumberFailsTheTrialAndSaysWhere() throws Exception {
    assertRewardFails("nan", "NaN");
  }

  @Tag("nightly")
  @Test
  void rewardThatIsInfiniteFailsToo() throws Exception {
    assertRewardFails("infinite", "-Infinity");
  }

  private void assertRewardFails(String reward, String value) throws Exception {
    program.experiment(
        "odd",
        """
        environment: {type: odd_world, reward: %s}
        agents:
          avoids: {type: odd, document: 0}
          meets: {type: odd, document: 1}
        evaluation: {sessions: 200}
        trials: {seeds: 0..1}
        """
            .formatted(reward));

    Ended ended = program.call("run", "reports", "--parallelism=1").failed();

    assertThat(ended.out())
        .containsPattern(
            "meets-seed-0 FAILED: the environment dev.recsim.survival.OddEnvironment\\$1 gave the reward "
                + value
                + " \\(rewards and their sums are numbers up to 1e100\\) in session \\d+ of the evaluation, at step 2")
        .contains("2 trials FAILED with the error of meets-seed-0: meets seeds 0..1");
    assertThat(program.path("reports/odd/trials/avoids-seed-1.json")).exists();
    assertThat(ended.err()).contains("trials failed in odd");
    assertThat(Files.readString(program.path("reports/odd/results.json")))
        .contains("gave the reward " + value)
        .doesNotContain("\"mean_reward\": \"NaN\"", ": NaN");
    assertThat(Files.readString(program.path("reports/odd/index.html")))
        .contains("reward " + value);
  }

  @Test
  void threadsThatAreInterruptedFailTheirOwnTrial() throws Exception {
    program.experiment(
        "odd",
        """
        environment: {type: odd_world}
        agents: {fine: {type: odd}, odd: {type: odd, habit: interrupts}}
        evaluation: {sessions: 5}
        trials: {seeds: 0..1}
        """);

    Ended ended = program.run("--parallelism=1", "--completion=" + program.path("done")).failed();

    assertThat(ended.out())
        .contains("[1/4] fine-seed-0: ")
        .contains("odd-seed-0 FAILED: code of the trial interrupted its thread")
        .contains("2 trials FAILED with the error of odd-seed-0: odd seeds 0..1");
    assertThat(program.path("reports/odd/trials/fine-seed-1.json")).exists();
    assertThat(ended.err()).isEqualTo("trials failed in odd; the reports say why\n");
    assertThat(program.path("done")).hasContent("ERROR");
  }

  @Test
  void nothingThatAgentsSayCommandsTheTerminalOrTheServer() throws Exception {
    program.experiment(
        "odd",
        """
        environment: {type: odd_world}
        agents: {odd: {type: odd, habit: commands}}
        evaluation: {sessions: 5}
        trials: {seeds: 0}
        """);

    Ended ended = program.run("--interactive").failed();

    assertThat(ended.out())
        .contains(":\\:error::printed\n\\u001b[2J##vso\\[x]\n")
        .contains(
            "\r  [1/1] odd-seed-0 FAILED: java.lang.IllegalStateException: thrown\n:\\:error");
    assertThat(ended.err()).contains("half a line\n:\\:error::\\u009b");
    String all = ended.out() + ended.err();
    assertThat(all).doesNotContain("\u001b", "\u009b").doesNotContainPattern("(?m)^::");
    assertThat(Files.readString(program.path("reports/odd/results.json")))
        .contains("thrown\\n:\\\\:error::\\\\u001b[31m");
  }

  @Tag("nightly")
  @Test
  void rewardThatIsNoNumberFailsAnAgentThatLearnsBeforeItLearnsFromIt() throws Exception {
    program.experiment(
        "odd",
        """
        environment: {type: odd_world, reward: nan}
        agents: {actor_critic: {type: actor_critic, engine: java, emb_size: 2}}
        training: {warmup_sessions: 200, epochs: 1, updates_per_epoch: 1}
        trials: {seeds: 0}
        """);

    assertThat(program.run().failed().out())
        .containsPattern("reward NaN .* in session \\d+ of the training, at step 2");
  }

  @Test
  void trialThatThrowsAnythingIsFailedAndTheOthersGoOn() throws Exception {
    assertFailsAlone("fails_unspeakably", "an error that cannot be printed");
  }

  @Tag("nightly")
  @Test
  void trialThatThrowsAnExceptionIsFailedAndTheOthersGoOn() throws Exception {
    assertFailsAlone("fails", "the glass broke");
  }

  private void assertFailsAlone(String habit, String told) throws Exception {
    Ended ended = besideSoundTrials(habit, "--parallelism=1").failed();
    assertThat(ended.out()).containsPattern("odd-seed-0 FAILED: .*" + Pattern.quote(told));
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"sleeps", "hangs"})
  void trialThatHangsIsGivenUpAndTheOthersGoOn(String habit) throws Exception {
    Ended ended = besideSoundTrials(habit, "--parallelism=1", "--trial-timeout=1s").failed();
    assertThat(ended.out())
        .contains("odd-seed-0 FAILED: timed out after 1 s; raise recsim.trialTimeout");
    assertThat(Files.readString(program.path("reports/small/trials/odd-seed-0.json")))
        .as("the trace says where it hangs")
        .contains("OddAgent.java");
    assertThat(ended.err().contains("woken up")).isEqualTo(habit.equals("sleeps"));
  }

  @Tag("nightly")
  @Test
  void trialThatRunsOutOfMemoryIsFailedAndTheOthersGoOn() throws Exception {
    program.jvm("-Xmx64m");
    Ended ended = besideSoundTrials("hoards", "--parallelism=2").failed();
    assertThat(ended.out())
        .contains("odd-seed-0 FAILED: out of memory; give more with recsim.argLine=-Xmx");
  }

  /**
   * Memory that is gone to the last byte may be missed by any thread: by the trial, by its
   * neighbour, or by the run itself. Each is told, and nothing is lost.
   */
  @Tag("nightly")
  @Test
  void memoryThatIsGoneToTheLastByteIsToldAndNothingIsLost() throws Exception {
    program
        .jvm("-Xmx48m")
        .experiment(
            "small",
            """
            environment: {type: transition_matrix, doc_num: 5}
            agents:
              random: {type: random}
              odd: {type: odd, habit: leaks}
            evaluation: {sessions: 20}
            trials: {seeds: 0..3}
            """);

    Ended ended = program.run("--parallelism=2").failed();

    assertThat(ended.out() + ended.err()).contains("out of memory; give more");
    Path experiment = program.path("experiments/small.yaml");
    Files.writeString(experiment, Files.readString(experiment).replace("leaks", "none"));
    assertThat(program.run().fine().err()).as("nothing stored is damaged").isEmpty();
  }

  /** Two trials of an odd agent between trials of sound ones; checks that those are all stored. */
  private Ended besideSoundTrials(String habit, String... arguments) throws Exception {
    program.experiment(
        "small",
        """
        environment: {type: transition_matrix, doc_num: 5}
        agents:
          random: {type: random}
          odd: {type: odd, habit: %s}
          optimal: {type: optimal}
        evaluation: {sessions: 20}
        trials: {seeds: 0..1}
        """
            .formatted(habit));
    Ended ended = program.run(arguments);
    assertThat(program.files("reports/small"))
        .contains(
            "results.json",
            "index.html",
            "trials/optimal-seed-1.json",
            "trials/random-seed-1.json");
    assertThat(Files.readString(program.path("reports/small/results.json")))
        .contains("\"status\": \"failed\"", "\"status\": \"completed\"");
    return ended;
  }
}
