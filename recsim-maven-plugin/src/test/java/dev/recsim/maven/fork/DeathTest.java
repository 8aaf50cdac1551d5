package dev.recsim.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeathTest {

  @ParameterizedTest
  @CsvSource({
    "137, killed by signal 9 (KILL",
    "134, ended by signal 6 (ABRT",
    "139, ended by signal 11 (SEGV",
    "143, ended by signal 15 (TERM",
    "0, ended with exit status 0 before it was finished: code of the project",
    "1, before it was finished: the JVM could not start",
    "200, ended with exit status 200 before it was finished: code of the project"
  })
  void everyEndSaysHowAndThatFinishedTrialsAreKept(int exitCode, String how) {
    assertThat(Death.describe(exitCode))
        .contains(how, "Trials that were finished are kept: run the goal again to go on.");
  }

  @Test
  void killedJvmMayHaveBeenShortOfMemory() {
    assertThat(Death.describe(137))
        .contains("run out of memory", "recsim.parallelism", "recsim.argLine");
  }
}
