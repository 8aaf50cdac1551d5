package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.survival.Program.Ended;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** What the program says of the trials of innocent agents. */
  private static List<String> scores(Ended ended) {
    return Pattern.compile("(reads|random)-seed-\\d: [\\d.]+")
        .matcher(ended.out())
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void onlyTheWriterFailsAndOthersHaveTheirUsualScores(int parallelism) throws Exception {
    String threads = "--parallelism=" + parallelism;
    program.experiment("shared", EXPERIMENT.formatted("none"));
    List<String> sound = scores(program.run(threads).fine());
    assertThat(sound).hasSize(8);

    program.experiment("shared", EXPERIMENT.formatted("writes"));
    Ended mixed = program.run("--force", threads).failed();

    assertThat(mixed.out())
        .containsPattern(
            "first-seed-3 FAILED: the policy dev.recsim.survival.OddAgent changed the features")
        .doesNotContain("reads-seed-0 FAILED", "random-seed-0 FAILED");
    assertThat(scores(mixed)).isEqualTo(sound);
  }
}
