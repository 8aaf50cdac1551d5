package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples that are planned from a log of the time before a test. */
class AbPlanVerbTest {
  private static final String SHARE =
      """
      ab:
        file: later.csv
        history: history.csv
        columns: {unit: user, arm: arm, time: time}
        arms: {a: 0.5, b: 0.5}
        metrics: {bought: {column: bought, join: any}}
      """;

  @TempDir Path folder;

  private Printed plan(String yaml) throws Exception {
    Path experiments = Files.createDirectories(folder.resolve("experiments"));
    StringBuilder rows = new StringBuilder("time,user,bought\n");
    for (int user = 0; user < 10_000; user++) {
      rows.append("2026-09-%02d,u%s,%s\n".formatted(1 + user / 1000, user, user % 5 == 0 ? 1 : 0));
    }
    Files.writeString(experiments.resolve("history.csv"), rows);
    Files.writeString(experiments.resolve("week41.yaml"), yaml);
    return Printed.by(folder, "ab-plan");
  }

  /** A share of 20 % needs 529,000 units for a margin of 2 %, and 82,000 for 5 %. */
  @Test
  void unitsAndDaysAreThoseOfTheMargin() throws Exception {
    assertThat(plan(SHARE).output())
        .contains("week41: by 10,000 units of history.csv, 10 days")
        .containsPattern("bought: 5(29|30),000 units, 5(29|30) days .* not worse by 2.0 %;")
        .contains("7 days show ", "56 days show ");
    assertThat(plan(SHARE + "baseline: {margin: {relative: 0.05}}\n").output())
        .containsPattern("bought: 8[12],\\d*0 units, 8[23] days .* not worse by 5.0 %;");
  }

  @Test
  void twoMetricsShareTheChanceToFail() throws Exception {
    String two = SHARE.replace("{bought:", "{again: {column: bought, join: any}, bought:");

    assertThat(plan(two).output()).containsPattern("bought: 6[34]\\d,000 units");
  }

  @Test
  void whatCannotBePlannedIsTold() throws Exception {
    assertThat(plan(SHARE.replace("  history: history.csv\n", "")).errors())
        .contains("write history: ../data/<last month>.csv");
    assertThat(plan(SHARE.replace("column: bought, join: any", "column: user")).errors())
        .contains("history.csv");
    assertThat(plan(SHARE.replace("history.csv", "none.csv")).errors())
        .contains("none.csv does not exist; write a path");
  }
}
