package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.survival.Program.Ended;
import dev.recsim.survival.Program.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two programs that want the same reports folder. */
@Tag("slow")
class TwoRunsTest {
  private static final String EXPERIMENT =
      """
      environment: {type: odd_world, reward: one}
      agents: {odd: {type: odd}}
      evaluation: {sessions: 20}
      trials: {seeds: 0..7}
      """;

  @TempDir Path folder;

  @Test
  void secondRunSaysWhoIsAtWorkAndLeavesTheFirstAlone() throws Exception {
    assertLeavesTheFirstAlone("run");
  }

  @Tag("nightly")
  @Test
  void reportDuringARunSaysWhoIsAtWorkAndLeavesItAlone() throws Exception {
    assertLeavesTheFirstAlone("report");
  }

  private void assertLeavesTheFirstAlone(String verb) throws Exception {
    Program program = new Program(folder).experiment("slow", EXPERIMENT);
    program.call("run", "undisturbed").fine();
    Running first = program.holdBack().start("run", "reports", "--parallelism=1");
    first.awaitText("slow: 8 trials");

    Ended second = program.start(verb, "reports").join().failed();

    assertThat(second.err())
        .contains("another run holds " + program.path("reports"))
        .contains("process " + first.process().pid())
        .contains("recsim.reportsDirectory");
    program.letGo();
    first.join().fine();
    assertThat(program.path("reports/slow/results.json"))
        .hasSameBinaryContentAs(program.path("undisturbed/slow/results.json"));
    assertThat(program.files("reports")).isEqualTo(program.files("undisturbed"));
  }

  @Tag("nightly")
  @Test
  void comparisonsAtOnceDoNotDisturbEachOther() throws Exception {
    Program program = new Program(folder).experiment("slow", EXPERIMENT.replace("0..7", "0..4"));
    program.run().fine();
    program.start("baseline", "reports").join().fine();
    List<Running> comparisons = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      comparisons.add(program.start("compare", "reports"));
    }
    for (Running comparison : comparisons) {
      assertThat(comparison.join().fine().out()).contains("slow: identical");
    }
    assertThat(program.files("reports/compare"))
        .containsExactly(".recsim.lock", "compare.json", "compare.md", "index.html");
  }

  @Tag("nightly")
  @Test
  void lockOfAKilledProgramIsNoHindrance() throws Exception {
    Program program = new Program(folder).experiment("slow", EXPERIMENT);
    Running first = program.holdBack().start("run", "reports", "--parallelism=1");
    first.awaitText("slow: 8 trials");
    first.kill();
    program.letGo();

    program.run("--parallelism=8").fine();
  }
}
