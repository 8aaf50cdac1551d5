package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import dev.recsim.survival.Program.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed again and again, as by {@code kill -9}. */
@Tag("nightly")
class KilledRunTest {
  private static final int TRIALS = 120;
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix, doc_num: 5}
      agents:
        actor_critic: {type: actor_critic, engine: java}
        slow: {type: odd, pause_millis: 20}
      training: {warmup_sessions: 20, epochs: 3, updates_per_epoch: 20, batch_size: 32}
      evaluation: {sessions: 50}
      trials: {seeds: 0..59}
      """;

  private static final String WORLDS =
      """
      environment: {type: transition_matrix, doc_num: 5}
      agents:
        actor_critic: {type: actor_critic, engine: java}
        random: {type: random}
      training: {warmup_sessions: 20, epochs: 2, updates_per_epoch: 10, batch_size: 32}
      evaluation: {sessions: 50}
      trials: {seeds: 0..1}
      claims:
        - actor_critic: {not_worse_than: random, margin: {relative: 0.9}, in: {worlds: 40, share: 0.5, ranges: {p_exit_accepted: [0.1, 0.3]}}}
      """;

  @TempDir Path folder;

  @Test
  void runThatIsKilledEndsWithTheBytesOfAnUndisturbedOne() throws Exception {
    assertThatRunEndsAsAnUndisturbedOne(new Program(folder).experiment("many", EXPERIMENT), 5);
  }

  @Test
  void runThatIsKilledFiftyTimesEndsWithTheBytesOfAnUndisturbedOne() throws Exception {
    assertThatRunEndsAsAnUndisturbedOne(new Program(folder).experiment("many", EXPERIMENT), 50);
  }

  /** The trials of worlds have stores of their own. */
  @Test
  void runOverPlausibleWorldsThatIsKilledEndsWithTheBytesOfAnUndisturbedOne() throws Exception {
    Program program = new Program(folder).experiment("many", WORLDS);
    assertThatRunEndsAsAnUndisturbedOne(program, 15);
    assertThat(Files.readString(program.path("reports/many/results.json")))
        .contains("\"worlds\": [")
        .doesNotContain("incomplete");
    assertThat(program.files("reports/many/trials/worlds")).hasSizeGreaterThan(60);

    for (String file : program.files("reports/many/trials/worlds")) {
      Files.delete(program.path("reports/many/trials/worlds").resolve(file));
    }
    program.run("--executor=process", "--parallelism=2").fine();
    assertThat(program.path("reports/many/results.json"))
        .hasSameBinaryContentAs(program.path("undisturbed/many/results.json"));
  }

  /** Its trials replace those of the baseline, which the report shows. */
  @Test
  void runOfAChangedAgentThatIsKilledKeepsTheTrialsOfTheBaseline() throws Exception {
    Program program = new Program(folder).experiment("many", EXPERIMENT);
    program.start("run", "undisturbed").join().fine();
    program.run().fine();
    program.start("baseline", "reports").join().fine();
    program.experiment("many", EXPERIMENT.replace("epochs: 3", "epochs: 1"));

    assertThatRunEndsAsAnUndisturbedOne(program, 10);

    assertThat(Files.readString(program.path("reports/many/index.html")))
        .contains("Most lost by actor_critic to its baseline");
    assertThat(program.files("reports/many/trials/baseline")).isNotEmpty();
  }

  /**
   * The moments are drawn by a fixed key: most kills come a few milliseconds after one or two more
   * trials were stored, the others any time between the start of the JVM and the end of the report.
   * How fast the machine is decides what a kill meets, but not what is held here.
   */
  private static void assertThatRunEndsAsAnUndisturbedOne(Program program, int kills)
      throws Exception {
    program.start("run", "undisturbed").join().fine();
    RandomKey moments = RandomKey.root(50);
    int met = 0;
    for (int start = 0; met < kills; start++) {
      RandomKey moment = moments.child(start);
      Running run = program.start("run", "reports", "--parallelism=2");
      awaitMoment(program, run, moment);
      met += run.process().isAlive() ? 1 : 0;
      run.kill();
      assertThat(run.join().err()).as("a kill leaves nothing damaged").isEmpty();
    }

    assertThat(program.run().fine().err()).isEmpty();

    assertThat(program.path("reports/many/results.json"))
        .hasSameBinaryContentAs(program.path("undisturbed/many/results.json"));
    assertThat(program.pageWithoutProvenance("reports/many/index.html"))
        .isEqualTo(program.pageWithoutProvenance("undisturbed/many/index.html"));
    assertThat(program.files("reports")).isEqualTo(program.files("undisturbed"));
  }

  private static void awaitMoment(Program program, Running run, RandomKey moment)
      throws IOException, InterruptedException {
    long before = stored(program);
    long more = moment.below(0, 3);
    if (more > 0 && before + more <= TRIALS) {
      while (run.process().isAlive() && stored(program) < before + more) {
        Thread.sleep(2);
      }
      Thread.sleep(moment.below(1, 40));
    } else {
      Thread.sleep(moment.below(2, 1_000));
    }
  }

  private static long stored(Program program) throws IOException {
    Path trials = program.path("reports/many");
    if (!Files.exists(trials)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(trials)) {
      return files.filter(file -> file.toString().matches(".*-seed-\\d+\\.json")).count();
    } catch (UncheckedIOException e) {
      return stored(program); // A file was renamed just now.
    }
  }
}
