package dev.recsim.live.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.Verdict;
import dev.recsim.live.TestData;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbColumns;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.AbPlan;
import dev.recsim.live.options.AbSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of {@link LiveTestJudge}. */
class JudgeExampleTest {
  private static final Path JUDGE =
      Path.of("src/main/java/dev/recsim/live/judge/LiveTestJudge.java");
  private static final Path THIS =
      Path.of("src/test/java/dev/recsim/live/judge/JudgeExampleTest.java");

  @TempDir Path folder;

  /** Each arm has 1,000 users a day; those of the treatment pay a third less. */
  private void orders() throws Exception {
    List<String> rows = new ArrayList<>(List.of("time,user,variant,revenue"));
    for (int user = 0; user < 20_000; user++) {
      int paid = user % 2 == 0 ? user % 7 : user % 7 * 2 / 3;
      rows.add(
          "2026-10-%02d,u%d,%s,%d"
              .formatted(1 + user / 2000, user, user % 2 == 0 ? "a" : "b", paid));
    }
    Files.write(folder.resolve("orders.csv"), rows);
  }

  @Test
  void exampleJudgesAFile() throws Exception {
    orders();
    Instant now = Instant.parse("2026-10-11T00:00:00Z");
    AbColumns columns = AbColumns.ofEvents("user", "variant", "time");
    AbOptions options = AbOptions.of("orders.csv", columns, AbPlan.ofDays(28));
    Map<String, AbMetric> metrics = Map.of("revenue", AbMetric.mean("revenue"));
    AbSection test = AbSection.of(options, List.of("a", "b"), metrics);
    TestData data = new TestFiles(test, folder).until(now).read();
    LiveTestResult result = new LiveTestJudge(test, data, 0.01).report();
    OfMetric revenue = result.treatments().get(0).metrics().get(0);
    System.out.println(result.decision() + " " + revenue.verdict() + " since " + revenue.since());
    assertThat(result.decision()).isEqualTo(Decision.STOP);
    assertThat(revenue.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(revenue.since()).isBetween(0, 9);
  }

  @Test
  void exampleOfTheDocumentationIsTheTested() throws Exception {
    List<String> tested = Files.readAllLines(THIS).stream().map(String::strip).toList();
    List<String> shown =
        Files.readAllLines(JUDGE).stream()
            .dropWhile(line -> !line.contains("<pre>"))
            .skip(1)
            .takeWhile(line -> !line.contains("</pre>"))
            .map(line -> line.replaceFirst("^ \\* ", ""))
            .toList();
    assertThat(shown).hasSize(8);
    assertThat(tested).containsSequence(shown);
  }
}
