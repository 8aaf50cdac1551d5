package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.survival.Program.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that judge a live test and are killed, or work at once. */
@Tag("nightly")
class KilledLiveTestTest {
  private static final String YAML =
      """
      ab:
        file: rows.csv
        columns: {unit: user, arm: arm, time: time}
        arms: {a: 0.5, b: 0.5}
        plan: {days: 28}
        metrics: {bought: {column: bought, join: any}}
      """;

  private static final String[] LOOK = {"--until=2026-12-01", "--first-look"};

  @TempDir Path folder;

  private Program program() throws Exception {
    Program program = new Program(folder).experiment("live", YAML);
    StringBuilder rows = new StringBuilder("time,user,arm,bought\n");
    for (int i = 0; i < 200_000; i++) {
      rows.append(
          "2026-10-%02d,%s,%s,%s\n".formatted(1 + i / 10_000, i, "ab".charAt(i % 2), i % 3));
    }
    Files.writeString(program.path("experiments/rows.csv"), rows);
    return program;
  }

  /** From before the start of the JVM to after its end. */
  @Test
  void killedProgramLeavesTheVerdictsOfBeforeOrAfter() throws Exception {
    Program program = program();
    Path verdicts = program.path("experiments/ab/live.verdicts.json");
    program.start("ab", "reports", LOOK).join().fine();
    String whole = Files.readString(verdicts);
    long started = System.nanoTime();
    program.start("ab", "reports", LOOK).join().fine();
    long millis = (System.nanoTime() - started) / 1_000_000;

    for (int i = 1; i <= 8; i++) {
      Files.deleteIfExists(verdicts);
      Running running = program.start("ab", "reports", LOOK);
      Thread.sleep(millis * i / 8);
      running.kill();
      if (Files.exists(verdicts)) {
        assertThat(verdicts).hasContent(whole);
      }
    }
    program.start("ab", "reports", LOOK).join().fine();
    assertThat(verdicts).hasContent(whole);
    try (Stream<Path> files = Files.list(verdicts.getParent())) {
      assertThat(files).containsExactly(verdicts);
    }
  }

  @Test
  void twoProgramsAtOnceLeaveTheSameVerdicts() throws Exception {
    Program program = program();
    Path verdicts = program.path("experiments/ab/live.verdicts.json");
    Running first = program.start("ab", "reports", LOOK);
    Running second = program.start("ab", "reports", LOOK);
    String told = first.join().err() + second.join().err();
    if (!told.isEmpty()) {
      assertThat(told).contains("another run holds " + program.path("reports"));
    }
    String whole = Files.readString(verdicts);

    program.start("ab", "reports", LOOK).join().fine();
    assertThat(verdicts).hasContent(whole);
  }
}
