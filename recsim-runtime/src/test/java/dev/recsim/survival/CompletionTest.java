package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.survival.Program.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file in which the program says how it ended. */
@Tag("slow")
class CompletionTest {
  private static final String EXPERIMENT =
      """
      environment: {type: odd_world}
      agents: {odd: {type: odd}}
      evaluation: {sessions: 5}
      trials: {seeds: 0..1}
      """;

  @TempDir Path folder;

  @Test
  void programThatIsFinishedNamesItsEnding() throws Exception {
    Program program = new Program(folder).experiment("odd", EXPERIMENT);

    assertThat(ended(program).exitCode()).isZero();
    assertThat(program.path("completion")).hasContent("FINE");
    program.experiment("odd", EXPERIMENT + "unknown: 1\n");
    assertThat(ended(program).exitCode()).isEqualTo(3);
    assertThat(program.path("completion")).hasContent("INVALID_EXPERIMENT");
  }

  @Test
  void codeThatEndsTheJvmNamesNone() throws Exception {
    Program program =
        new Program(folder).experiment("odd", EXPERIMENT.replace("odd}", "odd, habit: halts}"));

    assertThat(ended(program).exitCode()).isEqualTo(7);
    assertThat(program.path("completion")).doesNotExist();
  }

  @Tag("nightly")
  @Test
  void hooksThatNeverEndDoNotKeepTheJvm() throws Exception {
    Program program =
        new Program(folder).experiment("odd", EXPERIMENT.replace("odd}", "odd, habit: lingers}"));

    Ended ended = ended(program);
    assertThat(ended.exitCode()).isZero();
    assertThat(program.path("completion")).hasContent("FINE");
    assertThat(ended.out().lines().reduce((a, b) -> b).orElse(""))
        .startsWith("warning: shutdown hooks of the project or of a library did not end within 5 s")
        .contains("the JVM was halted: linger at dev.recsim.survival.OddAgent.hang(OddAgent.java:")
        .doesNotContain(", linger");
    assertThat(ended.err()).isEmpty();
    program.experiment("odd", EXPERIMENT);
    assertThat(ended(program).out()).doesNotContain("shutdown hook");
  }

  private static Ended ended(Program program, String... more) throws Exception {
    String[] all = new String[more.length + 1];
    all[0] = "--completion=" + program.path("completion");
    System.arraycopy(more, 0, all, 1, more.length);
    return program.run(all);
  }
}
