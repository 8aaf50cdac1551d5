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

  private static final String SIMULATED =
      """
      ab:
        file: later.csv
        plan_from: shop
        columns: {unit: user, arm: arm, time: time}
        arms: {random: 0.5, learned: 0.5}
        metrics: {reward: {column: revenue}, click_rate: {ratio: [clicks, views]}}
      baseline: {margin: {relative: 0.05}}
      """;

  private static final String SHOP =
      """
      environment: {type: interest_evolution}
      agents: {random: {type: random}, learned: {type: slate_q}}
      evaluation: {sessions: 200}
      training: {env_steps: 1000, updates: 3}
      trials: {seeds: [0]}
      """;

  private Printed planFrom(String yaml) throws Exception {
    Files.createDirectories(folder.resolve("experiments"));
    Files.writeString(folder.resolve("experiments/shop.yaml"), SHOP);
    Files.writeString(folder.resolve("experiments/week41.yaml"), yaml);
    return Printed.by(folder, "ab-plan", "--experiment=week41");
  }

  @Test
  void unitsAreSimulatedSessionsOfTheControl() throws Exception {
    String daily = "plan_from: shop\n  units_per_day: 400";

    assertThat(planFrom(SIMULATED).text())
        .contains(
            "week41: by 200 simulated sessions of random-seed-0 in shop, so that a unit is a"
                + " session; of users with several, nothing is known")
        .containsPattern("reward: [\\d,]+ units to show")
        .containsPattern("click_rate: [\\d,]+ units to show")
        .doesNotContain("days");
    assertThat(planFrom(SIMULATED.replace("plan_from: shop", daily)).text())
        .containsPattern("reward: [\\d,]+ units, \\d+ days to show .*; 7 days show \\d");
  }

  @Test
  void controlThatLearnsPlaysWithItsStoredNetworks() throws Exception {
    String learned = SIMULATED.replace("random: 0.5, learned: 0.5", "learned: 0.5, random: 0.5");

    assertThat(planFrom(learned).errors())
        .contains(
            "sessions of learned-seed-0 cannot be played: its weights are not stored; run mvn"
                + " recsim:run -Drecsim.experiment=shop first");
    assertThat(Printed.by(folder, "run", "--experiment=shop").code()).isEqualTo(ExitCode.FINE);
    assertThat(planFrom(learned).text()).contains("simulated sessions of learned-seed-0");
  }

  @Test
  void whatCannotBeSimulatedIsTold() throws Exception {
    assertThat(planFrom(SIMULATED.replace("shop", "none")).errors())
        .contains("week41.yaml: ab.plan_from: there is no experiment none in ");
    assertThat(planFrom(SIMULATED.replace("random: 0.5", "old: 0.5")).errors())
        .contains("shop has no agent old, the control; it has random, learned");
    assertThat(planFrom(SIMULATED.replace("reward:", "money:")).errors())
        .contains("money is no metric that sessions of shop have; these are: reward, ")
        .contains(", click_rate");
    assertThat(planFrom(SIMULATED.replace("plan_from: shop", "units_per_day: 9")).errors())
        .contains("week41.yaml:3:", "units_per_day", "needs plan_from");
    assertThat(
            planFrom(SIMULATED.replace("plan_from: shop", "plan_from: s\n  history: h")).errors())
        .contains("plan_from", "or history must be removed");
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
