package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.survival.Program.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A clock that is set between two runs. No test sets the machine's own: that nothing reads it but
 * the wiring is a rule of {@code RoomsTest}, and what that makes of it is in {@code MachineTest}.
 */
@Tag("nightly")
class ClockTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix, doc_num: 5}
      agents: {random: {type: random}}
      evaluation: {sessions: 20}
      trials: {seeds: 0..3}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"2099-01-01T00:00:00Z", "1970-01-02T00:00:00Z"})
  void storedTrialsAreFoundWhateverTheTimesOfTheirFiles(String time) throws Exception {
    Program program = new Program(folder).experiment("small", EXPERIMENT);
    program.run().fine();
    Path unfinished = program.path("reports/small/trials/random-seed-9.json.tmp");
    Files.writeString(unfinished, "{");
    Files.delete(program.path("reports/small/trials/random-seed-2.json"));
    byte[] results = Files.readAllBytes(program.path("reports/small/results.json"));
    try (Stream<Path> files = Files.walk(program.path("reports"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
      }
    }

    Ended ended = program.run().fine();

    assertThat(ended.out()).contains("small: 1 trials, 3 already stored");
    assertThat(ended.err()).isEmpty();
    assertThat(unfinished).doesNotExist();
    assertThat(program.path("reports/small/results.json")).hasBinaryContent(results);
  }
}
