package dev.recsim.experimentfile.ab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.experimentfile.Contents;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.live.options.AbSection;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Margin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveTestsTest {
  private static final String WEEK41 =
      """
      ab:
        file: ../data/week41.csv
        columns: {unit: user, arm: variant, time: exposed}
        arms: {a: 0.5, b: 0.3, c: 0.2}
        plan: {days: 28}
        window: 7d
        metrics:
          revenue: {column: revenue, clip: 300, covariate: revenue_before}
          click_rate: {ratio: [clicks, views]}
          refunds: {column: refunds, better: lower}
          bought: {share: bought, method: exact, expected: 0.02}
      baseline:
        margin: {relative: 0.03}
        guard: {click_rate: {relative: 0.01}, refunds: {relative: 0.05}}
      claims:
        - b: {beats: a, metric: revenue, by: ab}
        - c: {not_worse_than: a, metric: refunds, by: ab}
        - c: {not_worse_than: a, metric: bought, margin: {absolute: 0.001}, by: ab}
      """;

  @TempDir private Path folder;

  private AbSection read(String yaml) throws IOException, InvalidExperiment {
    Path file = Files.writeString(folder.resolve("week41.yaml"), yaml);
    Contents contents = ExperimentReader.readAll(folder, file, List.of());
    assertThat(contents.experiments()).isEmpty();
    assertThat(contents.liveTests()).hasSize(1);
    assertThat(contents.liveTests().get(0).verdicts())
        .isEqualTo(folder.resolve("ab/week41.verdicts.json"));
    return contents.liveTests().get(0).section();
  }

  @Test
  void sectionIsReadWithItsGuardsAndClaims() throws Exception {
    AbSection it = read(WEEK41);

    assertThat(it.control()).isEqualTo("a");
    assertThat(it.treatments()).containsExactly("b", "c");
    assertThat(it.options().windowTime()).contains(Duration.ofDays(7));
    assertThat(it.options().lookTime()).contains(Duration.ofDays(1));
    assertThat(it.options().gate()).isFalse();
    assertThat(it.metrics().get("revenue").covariate()).isEqualTo("revenue_before");
    assertThat(it.metrics().get("click_rate").ratio()).containsExactly("clicks", "views");
    assertThat(it.goals().claims())
        .extracting(claim -> claim.claim().getClass().getSimpleName())
        .containsExactly("Beats", "NotWorseThan", "NotWorseThan");
    assertThat(((Claim.OfTwo) it.goals().claims().get(1).claim()).of().lowerIsBetter()).isTrue();
  }

  @Test
  void marginIsThatOfTheClaimOrOfTheGuardOrOfTheFile() throws Exception {
    AbSection it = read(WEEK41);

    assertThat(it.margin("b", "revenue")).isEqualTo(new Margin(0.03, null));
    assertThat(it.margin("b", "refunds")).isEqualTo(new Margin(0.05, null));
    assertThat(it.margin("c", "bought")).isEqualTo(new Margin(null, 0.001));
    assertThat(it.margin("b", "bought")).isEqualTo(new Margin(0.03, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 0.5, b: 0.3, c: 0.2|a: 0.5, b: 0.3, c: 0.1|4|add up to 1, but their sum is 0.9",
        "{a: 0.5, b: 0.3, c: 0.2}|{a: 1}|4|needs a control and a treatment",
        "unit: user, ||3|must have unit (a log) or n (sums)",
        ", time: exposed||3|need a column of the time",
        "window: 7d|gate: false|2|bought has method: exact, which needs units that count once",
        "window: 7d|window: week|6|must be a number of minutes, hours or days such as 30m",
        "days: 28|day: 28|5|unknown key \"day\"",
        "clip: 300|clip: -1|8|must be above 0",
        "[clicks, views]|[clicks]|9|must be two columns",
        "expected: 0.02|range: [0, 1]|11|needs the mean that is expected before the test",
        "beats: a|beats: c|16|compared with the first arm, a",
        "metric: revenue,|metric: revenues,|16|is no metric of ab, did you mean \"revenue\"?",
        "- b: {beats|- d: {beats|16|is no treatment",
        "revenue, by: ab|revenue, by: ope|16|by must be ab in a file with ab",
        "revenue, by: ab|revenue, margin: {relative: 0.1}, by: ab|16|remove it",
        "click_rate: {relative|click: {relative|14|is no metric of this experiment",
        "baseline:|agents: {x: {type: random}}\\nbaseline:|12|stands in a file of its own",
        "relative: 0.03|relative: 3|13|must be above 0 and below 1",
        "window: 7d|window: 7d\\n  segments: {country: DE}|7|segments.country must be a list",
        "window: 7d|window: 7d\\n  explore: {country: [1]}|7|must be text, not 1",
      })
  void whatIsWrongIsToldWithItsLineAndCure(String good, String bad, int line, String message)
      throws Exception {
    String yaml = WEEK41.replace(good, bad == null ? "" : bad.replace("\\n", "\n"));
    assertThat(yaml).isNotEqualTo(WEEK41);

    InvalidExperiment e = catchThrowableOfType(InvalidExperiment.class, () -> read(yaml));

    assertThat(e.problems())
        .anySatisfy(
            it -> {
              assertThat(it.message()).contains(message);
              assertThat(it.line()).isEqualTo(line);
              assertThat(it.column()).isPositive();
            });
  }
}
