package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.survival.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials share the features of documents. One that writes to them fails, and harms no other. */
@Tag("slow")
class SharedFeaturesTest {
  private static final String EXPERIMENT =
      """
      environment: {type: browsing_and_ads}
      agents:
        first: {type: odd, habit: %s}
        reads: {type: odd, habit: reads}
        random: {type: random}
      evaluation: {sessions: 300}
      trials: {seeds: 0..3}
      """;

  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void prepare() throws Exception {
    program = new Program(folder);
  }

  /** The scores of innocent agents, which come last. */
  private List<String> scores() throws IOException {
    List<String> all =
        Pattern.compile("\"score\": [\\d.]+,\\s*\"digest\"")
            .matcher(Files.readString(program.path("reports/shared/results.json")))
            .results()
            .map(MatchResult::group)
            .toList();
    return all.subList(all.size() - 8, all.size());
  }

  @Test
  void onlyTheWriterFailsAndOthersHaveTheirUsualScores() throws Exception {
    assertOnlyTheWriterFails(4);
  }

  @Tag("nightly")
  @Test
  void onlyTheWriterFailsAlsoOnOneThread() throws Exception {
    assertOnlyTheWriterFails(1);
  }

  private void assertOnlyTheWriterFails(int parallelism) throws Exception {
    String threads = "--parallelism=" + parallelism;
    program.experiment("shared", EXPERIMENT.formatted("none"));
    program.call("run", "reports", threads).fine();
    List<String> sound = scores();

    program.experiment("shared", EXPERIMENT.formatted("writes"));
    Ended mixed = program.call("run", "reports", "--force", threads).failed();

    assertThat(mixed.out())
        .containsPattern(
            "first-seed-\\d FAILED: the policy dev.recsim.survival.OddAgent changed the features")
        .containsPattern("4 trials FAILED with the error of first-seed-\\d: first seeds 0..3")
        .doesNotContain("reads-seed-0 FAILED", "random-seed-0 FAILED");
    assertThat(scores()).isEqualTo(sound);
  }
}
