package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.survival.Program.Ended;
import dev.recsim.survival.Program.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials in processes of their own: the same results, and what breaks one leaves the others. */
@Tag("slow")
class ProcessesTest {
  private static final String PROCESSES = "--executor=process";

  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void prepare() throws Exception {
    program = new Program(folder);
  }

  @Test
  void resultsNetworksAndLogsAreThoseOfOneJvmToTheByte() throws Exception {
    Files.createDirectories(program.path("data"));
    Files.writeString(program.path("data/matrix.csv"), "0.1,0.9\n0.8,0.2\n");
    program.experiment(
        "small",
        """
        environment: {type: transition_matrix, acceptance: {file: ../data/matrix.csv}}
        agents:
          random: {type: random}
          actor_critic: {type: actor_critic, engine: java, hidden: [8]}
        training: {warmup_sessions: 20, epochs: 1, updates_per_epoch: 20}
        evaluation: {sessions: 20}
        trials: {seeds: 0..1}
        """);
    program.start("run", "local", "--session-logs=jsonl").join().fine();
    program
        .start("run", "remote", "--session-logs=jsonl", PROCESSES, "--parallelism=2")
        .join()
        .fine();

    List<String> files = program.files("local");
    assertThat(program.files("remote")).isEqualTo(files);
    int compared = 0;
    for (String file : files) {
      if (file.matches(".*(results\\.json|replay\\.json|\\.safetensors|\\.jsonl)")) {
        assertThat(program.path("remote/" + file))
            .hasSameBinaryContentAs(program.path("local/" + file));
        compared++;
      }
    }
    assertThat(compared).as("results, replay, 2 networks, 4 logs").isEqualTo(8);

    Ended again = program.start("run", "remote", PROCESSES).join().fine();
    assertThat(again.out()).contains("small: unchanged, 4 already stored");
  }

  /** As users do it: run, record a baseline, change an option, run. */
  @Tag("nightly")
  @Test
  void aChangedAgentIsReplayedAgainstItsBaselineWithTheSameBytes() throws Exception {
    program.experiment("small", ofEpochs(4));
    program.run().fine();
    program.start("baseline", "reports").join().fine();
    Program remote = new Program(folder.resolve("remote")).copy("reports", program);
    remote.copy("experiments/baselines", program).experiment("small", ofEpochs(1));

    program.experiment("small", ofEpochs(1));
    program.run("--parallelism=1").fine();
    remote.run(PROCESSES, "--parallelism=2").fine();
    assertThat(Files.readString(program.path("reports/small/index.html")))
        .contains("Most lost by actor_critic to its baseline");
    assertThat(remote.path("reports/small/trials/replay.json"))
        .content()
        .contains("\"agent\":\"actor_critic (baseline)\"");
    for (String file : program.files("reports/small/trials/baseline")) {
      assertThat(remote.path("reports/small/trials/baseline/" + file))
          .hasSameBinaryContentAs(program.path("reports/small/trials/baseline/" + file));
    }
    assertThat(remote.path("reports/small/trials/replay.json"))
        .hasSameBinaryContentAs(program.path("reports/small/trials/replay.json"));
  }

  private static String ofEpochs(int epochs) {
    return """
        environment: {type: transition_matrix, doc_num: 3}
        agents:
          random: {type: random}
          actor_critic: {type: actor_critic, engine: java, hidden: [8]}
        training: {warmup_sessions: 20, epochs: %s, updates_per_epoch: 20}
        evaluation: {sessions: 20}
        trials: {seeds: 0..4}
        """
        .formatted(epochs);
  }

  @Tag("nightly")
  @Test
  void trialThatEndsItsProcessFailsAndTheOthersGoOn() throws Exception {
    Ended ended = besideSoundTrials("halts").failed();
    assertThat(ended.out())
        .contains("odd-seed-0 FAILED: its process ended with exit status 7, and so did a second")
        .contains("2 trials FAILED with the error of odd-seed-0: odd seeds 0..1");
    program.experiment("small", experiment("none"));
    assertThat(program.run(PROCESSES).fine().out()).contains("2 trials, 8 already stored");
  }

  /** In one JVM a neighbour may fail, too: see {@link FailingTrialsTest}. */
  @Tag("nightly")
  @Test
  void trialThatTakesAllMemoryFailsAlone() throws Exception {
    program.jvm("-Xmx48m");
    Ended ended = besideSoundTrials("leaks").failed();
    assertThat(ended.out()).contains("odd-seed-0 FAILED: out of memory; give more with");
  }

  @Tag("nightly")
  @Test
  void trialThatHangsIsGivenUpAndTheOthersGoOn() throws Exception {
    Ended ended = besideSoundTrials("hangs", "--trial-timeout=2s").failed();
    assertThat(ended.out()).contains("odd-seed-0 FAILED: timed out after 2 s");
    assertThat(Files.readString(program.path("reports/small/trials/odd-seed-0.json")))
        .as("the trace says where it hangs")
        .contains("OddAgent.java");
  }

  @Tag("nightly")
  @Test
  void whatATrialWritesToFileDescriptor1GoesToStderr() throws Exception {
    program.experiment("small", experiment("prints"));
    program.start("run", "local").join().fine();
    Ended ended = program.run(PROCESSES, "--parallelism=1").fine();
    assertThat(ended.out()).contains("[10/10]").doesNotContain("Warning");
    assertThat(ended.err().lines())
        .as("of two trials, and of one that is replayed")
        .hasSize(6)
        .filteredOn(line -> line.equals("Warning: 3 threads"))
        .hasSize(3);
    assertThat(program.path("reports/small/results.json"))
        .hasSameBinaryContentAs(program.path("local/small/results.json"));
  }

  @Tag("nightly")
  @Test
  void aMissingFolderForTemporaryFilesIsNamedWithItsCure() throws Exception {
    program.experiment("small", experiment("none"));
    String missing = program.path("missing").toString();
    program.jvm("-Djava.io.tmpdir=" + missing);
    assertThat(program.run(PROCESSES, "--parallelism=1").failed().out())
        .contains("FAILED: the folder for temporary files cannot be used: " + missing)
        .contains("create it and see that it can be written, or set another one with recsim.argLi");
    program.run("--executor=local").fine();
  }

  @Tag("nightly")
  @Test
  void foldersOfRunsThatWereKilledAreDeletedByTheNextOne() throws Exception {
    Path temporary = Files.createDirectories(program.path("temporary"));
    Path left = Files.createDirectory(temporary.resolve("recsim-1-123"));
    Files.createFile(left.resolve(".recsim-in-use"));
    Files.writeString(Files.createDirectory(left.resolve("x")).resolve("experiment.yaml"), "a: b");
    program.experiment("small", experiment("none")).jvm("-Djava.io.tmpdir=" + temporary);
    program.run(PROCESSES, "--parallelism=2").fine();
    assertThat(temporary).isEmptyDirectory();
  }

  @Tag("nightly")
  @Test
  void trialOfAProcessThatIsKilledRunsAgain() throws Exception {
    program.experiment("small", experiment("none").replace("habit", "pause_millis: 1500, habit"));
    Running run = program.start("run", "reports", PROCESSES, "--parallelism=1");
    run.awaitText("[ 1/10]");
    worker(run).destroyForcibly();
    Ended ended = run.join().fine();
    assertThat(ended.out()).contains("[10/10]").doesNotContain("FAILED");
  }

  /** All trials are finished; the agent that pauses when it is made is made again. */
  @Tag("nightly")
  @Test
  void aProcessThatIsKilledWhileItReplaysCostsOnlyTheSessions() throws Exception {
    program.experiment("small", experiment("none").replace("habit", "pause_millis: 3000, habit"));
    program.start("run", "local", "--parallelism=2").join().fine();
    Running run = program.start("run", "reports", PROCESSES, "--parallelism=1");
    run.awaitText("[10/10]");
    worker(run).destroyForcibly();
    Ended ended = run.join().fine();

    assertThat(ended.out()).doesNotContain("FAILED");
    assertThat(ended.err()).doesNotContain("\tat ");
    assertThat(program.path("reports/small/results.json"))
        .hasSameBinaryContentAs(program.path("local/small/results.json"));
    assertThat(Files.readString(program.path("reports/small/index.html")))
        .contains("the process that replays it ended by signal 9")
        .doesNotContain("id=\"chart-replay\"");
    assertThat(Files.readString(program.path("local/small/index.html")))
        .contains("id=\"chart-replay\"");
    assertThat(program.run(PROCESSES).fine().out()).contains("unchanged, 10 already stored");
  }

  @Tag("nightly")
  @Test
  void processesEndWithTheRunHoweverItEnds() throws Exception {
    program.experiment("small", experiment("hangs"));
    Running run = program.start("run", "reports", PROCESSES, "--parallelism=1");
    run.awaitText("[ 1/10]");
    ProcessHandle worker = worker(run);
    run.process().destroyForcibly().waitFor();
    assertThat(worker.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  private static ProcessHandle worker(Running run) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Optional<ProcessHandle> worker = run.process().children().findFirst();
    while (worker.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(5);
      worker = run.process().children().findFirst();
    }
    return worker.orElseThrow();
  }

  /** Two trials of an odd agent among sound ones; checks that those are all stored. */
  private Ended besideSoundTrials(String habit, String... more) throws Exception {
    program.experiment("small", experiment(habit));
    List<String> arguments = new java.util.ArrayList<>(List.of(PROCESSES, "--parallelism=2"));
    arguments.addAll(List.of(more));
    Ended ended = program.run(arguments.toArray(String[]::new));
    for (int seed = 0; seed < 2; seed++) {
      for (String agent : List.of("random", "optimal", "myopic", "also_random")) {
        assertThat(program.path("reports/small/trials/" + agent + "-seed-" + seed + ".json"))
            .exists();
      }
    }
    assertThat(ended.out())
        .containsOnlyOnce(" FAILED: ")
        .contains("2 trials FAILED with the error");
    return ended;
  }

  private static String experiment(String habit) {
    return """
        environment: {type: transition_matrix, doc_num: 5}
        agents:
          random: {type: random}
          odd: {type: odd, habit: %s}
          optimal: {type: optimal}
          myopic: {type: myopic}
          also_random: {type: random}
        evaluation: {sessions: 20}
        trials: {seeds: 0..1}
        """
        .formatted(habit);
  }
}
