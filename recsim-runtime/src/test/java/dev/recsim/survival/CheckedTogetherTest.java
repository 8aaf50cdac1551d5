package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.survival.Program.Ended;
import dev.recsim.survival.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks and baselines among runs that are under way, and folders that cannot be written. */
@Tag("nightly")
class CheckedTogetherTest {
  private static final String EXPERIMENT =
      """
      environment: {type: odd_world, reward: one}
      agents: {odd: {type: odd}}
      evaluation: {sessions: 20}
      trials: {seeds: 0..7}
      """;

  @TempDir Path folder;

  @Tag("nightly")
  @Test
  void twoChecksAndARunAtOnceLeaveEverythingWhole() throws Exception {
    Program program = new Program(folder).experiment("slow", EXPERIMENT);
    program.run().fine();
    program.start("baseline", "reports").join().fine();
    program.start("check", "reports").join().fine();
    List<String> files = program.files("reports");
    byte[] results = Files.readAllBytes(program.path("reports/slow/results.json"));

    Running run = program.holdBack().start("run", "reports", "--force");
    run.awaitText("slow: 8 trials");
    Ended first = program.start("check", "reports").join();
    Ended second = program.start("check", "reports").join();

    for (Ended check : List.of(first, second)) {
      assertThat(check.failed().err())
          .contains("another run holds ", "process " + run.process().pid());
    }
    program.letGo();
    run.join().fine();
    Running one = program.start("check", "reports");
    Running other = program.start("check", "reports");
    for (Ended check : List.of(one.join(), other.join())) {
      // Each has either its turn or the message.
      if (check.exitCode() == 0) {
        assertThat(check.out()).contains("slow: 1 agent identical");
      } else {
        assertThat(check.failed().err()).contains("another run holds ");
      }
    }
    assertThat(program.path("reports/slow/results.json")).hasBinaryContent(results);
    assertThat(program.files("reports"))
        .containsAll(files)
        .contains("summary.md", "slow/junit.xml")
        .noneMatch(file -> file.endsWith(".tmp"));
  }

  @Tag("nightly")
  @Test
  void trialThatIsKilledWithItsCheckIsRunByTheNext() throws Exception {
    Program program =
        new Program(folder).experiment("slow", EXPERIMENT + "baseline: {max_seeds: 12}\n");
    program.start("run", "reports", "--all-seeds").join().fine();
    program.start("baseline", "reports").join().fine();
    for (int seed = 8; seed < 12; seed++) {
      Files.delete(program.path("reports/slow/trials/odd-seed-" + seed + ".json"));
    }

    // The first look decides: what the baseline has beyond it is not run.
    assertThat(program.start("check", "reports").join().fine().out()).contains("1 agent identical");
    assertThat(program.path("reports/slow/trials/odd-seed-8.json")).doesNotExist();
  }

  @Test
  void baselineThatCannotBeWrittenIsToldAndTheOldOneStays() throws Exception {
    Program program = new Program(folder).experiment("slow", EXPERIMENT);
    program.run().fine();
    program.start("baseline", "reports").join().fine();
    Path file = program.path("experiments/baselines/slow.json");
    byte[] old = Files.readAllBytes(file);
    program.experiment("slow", EXPERIMENT.replace("20", "21"));
    program.run().fine();
    // Stands where the new file would be prepared: not even root can write a file there.
    Path inTheWay = Files.createDirectories(program.path("experiments/baselines/slow.json.tmp/x"));

    Ended ended = program.start("baseline", "reports", "--accept=all").join().failed();

    assertThat(ended.err()).contains(file + " cannot be read or written (");
    assertThat(file).hasBinaryContent(old);
    delete(inTheWay);
    program.start("baseline", "reports", "--accept=all").join().fine();
    assertThat(Files.readAllBytes(file)).isNotEqualTo(old);
  }

  private static void delete(Path folder) throws IOException {
    Files.delete(folder);
    Files.delete(folder.getParent());
  }
}
