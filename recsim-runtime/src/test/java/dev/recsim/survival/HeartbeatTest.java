package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose only trial takes long. */
@Tag("slow")
class HeartbeatTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix}
      agents: {odd: {type: odd}}
      evaluation: {sessions: 20}
      trials: {seeds: [0]}
      """;

  @TempDir Path folder;

  @Test
  void aTerminalHasOneLineThatTellsHowLongTheTrialRuns() throws Exception {
    Tool.SCRIPT.require(Files.isExecutable(Path.of("/usr/bin/script")));
    Program program = new Program(folder).experiment("long", EXPERIMENT).holdBack();

    Program.Running run = program.startInTerminal();
    run.awaitText(" s; ETA unknown");
    program.letGo();
    Program.Ended ended = run.join().fine();

    String out = ended.out().replace("\r\n", "\n");
    String progress = out.substring(out.indexOf("long: 1 trials\n"), out.lastIndexOf('\r'));
    assertThat(progress.lines()).as("rewritten").hasSizeGreaterThan(1);
    assertThat(progress.chars().filter(it -> it == '\n').count()).isEqualTo(1);
    assertThat(out.substring(out.lastIndexOf('\r'))).contains("agent  mean reward");
  }

  @Tag("nightly")
  @Test
  void aLogHasALineAfterTenSeconds() throws Exception {
    Program program = new Program(folder).experiment("long", EXPERIMENT).holdBack();

    Program.Running run = program.start("run", "reports");
    run.awaitText(" s; ETA unknown\n");
    program.letGo();

    assertThat(run.join().fine().out())
        .containsPattern("\n  \\[0/1] odd-seed-0 for [0-9]+ s; ETA unknown\n")
        .contains("\n  [1/1] odd-seed-0: ")
        .doesNotContain("\r");
  }
}
