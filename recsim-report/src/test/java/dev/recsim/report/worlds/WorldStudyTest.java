package dev.recsim.report.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.ClaimResult.Sample;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.worlds.WorldStudy.Demand;
import dev.recsim.report.worlds.WorldStudy.Factor;
import dev.recsim.report.worlds.WorldStudy.Judged;
import dev.recsim.rule.Claim;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorldStudyTest {
  private static final Claim.Beats CLAIM = new Claim.Beats("new_ranker", "ranker");
  private static final List<Factor> FACTORS =
      List.of(
          new Factor("model", List.of("shop", "cascade", "position_based")),
          new Factor("p_exit", List.of("0.1 to 0.2", "0.2 to 0.3", "0.3 to 0.4")));

  private static Judged world(int number, double low, double high, Integer... levels) {
    ClaimResult result =
        ClaimResult.tested(
            CLAIM,
            Sample.sessions(100),
            (low + high) / 2,
            Optional.of(new Interval(low, high)),
            0.01,
            0,
            1);
    return new Judged(number, List.of(levels), List.of("world " + number), result);
  }

  private static WorldStudy study(int planned, double share, List<Judged> worlds) {
    return new WorldStudy(
        new Claim.InWorlds(CLAIM),
        new Demand(planned, share, 0.01),
        FACTORS,
        worlds,
        List.of("Policies are fixed."),
        "world %s has not run".formatted(worlds.size() + 1),
        worlds.isEmpty() ? "" : "worst-world.yaml");
  }

  /** Of 34 worlds of the cascade model, 6 fail, and none of the others. */
  private static List<Judged> ofReference() {
    List<Judged> worlds = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int model = i < 34 ? 1 : i < 67 ? 0 : 2;
      double gain = i < 6 ? -1 - i : 1;
      worlds.add(world(i + 1, gain, gain, model, i % 3));
    }
    return worlds;
  }

  @Test
  void sentenceIsThatOfTheReference() {
    WorldStudy study = study(100, 0.9, ofReference());
    assertThat(WorldWords.sentence(study))
        .isEqualTo(
            "new_ranker beats ranker: in 94 of 100 plausible worlds (86 to 98); breaks under cascade"
                + " (28 of 34)");
    assertThat(study.result().outcome()).as("0.9 needs 97").isEqualTo(Outcome.UNDECIDED);
    assertThat(study.worst().orElseThrow().number()).isEqualTo(6);
    assertThat(study.least()).isEqualTo(44);
    assertThat(study.causes().get(0).factor().name()).isEqualTo("model");
    // 94 x 6 / 100 = 5.64 is the sum of squares, of which the levels have 34 (28/34 - .94)^2 + 66
    // x .06^2 = .698.
    assertThat(study.causes().get(0).explained().share()).isCloseTo(0.1240, within(1e-4));
    assertThat(study.causes().get(1).shown()).as("exits make no difference").isFalse();
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  @Test
  void tableHasLevelsWithTheirBoundsAndThePageSaysWhatItIsNot() {
    Section section = WorldSections.of(List.of(study(100, 0.9, ofReference()))).get(0);
    assertThat(section.table().rows())
        .extracting(row -> row.stream().map(cell -> cell.text()).toList())
        .contains(
            List.of("model: cascade", "28 of 34", "0", "65 to 93 %", "", ""),
            List.of("model: shop", "33 of 33", "0", "89 to 100 %", "12.4 %", "0.008"));
    assertThat(section.lead())
        .contains("It is not the chance that the claim is true of real users.")
        .contains("worst-world.yaml beside this page")
        .contains("Policies are fixed.");
    assertThat(section.behind().get(0).rows().get(0).get(0).text()).isEqualTo("6");
  }

  @Test
  void worldsStopWhereTheVerdictCannotChange() {
    List<Judged> failing = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      failing.add(world(i + 1, -1, -1, 0, 0));
    }
    // The upper bound of 82 of 100 is .90001, of 81 .892: 19 failures break .9.
    assertThat(study(100, 0.9, failing.subList(0, 18)).decided()).isEmpty();
    WorldStudy broken = study(100, 0.9, failing.subList(0, 19));
    assertThat(broken.result().outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(broken.result().problem().orElseThrow())
        .isEqualTo(
            "in 0 of 19 plausible worlds (0 to 22); stopped early, because none of the 81 worlds"
                + " left could change the verdict");
    WorldStudy missing = study(100, 0.9, failing.subList(0, 3));
    assertThat(missing.result().outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(WorldWords.sentence(missing))
        .isEqualTo("new_ranker beats ranker: world 4 has not run");
  }

  @Test
  void openWorldsCountAgainstBothSides() {
    List<Judged> worlds = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      worlds.add(i < 45 ? world(i + 1, 1, 1, 0, 0) : world(i + 1, -0.1, 0.2, 0, 0));
    }
    WorldStudy study = study(50, 0.85, worlds);
    assertThat(study.result().outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(study.result().problem().orElseThrow())
        .startsWith("in 45 of 50 plausible worlds (76 to 100), 5 undecided");
    assertThat(WorldJson.of(List.of(study)).get(0).undecided()).isEqualTo(5);
  }

  @Test
  void tooFewWorldsSaySo() {
    List<Judged> worlds = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      worlds.add(world(i + 1, 1, 1, 0, 0));
    }
    assertThat(study(10, 0.9, worlds).result().problem().orElseThrow())
        .endsWith("; with 10 worlds it can never hold for share 0.9: declare 44 or more");
  }
}
