package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live tests from their rows to verdicts, look by look. */
@Tag("slow")
class AbVerbTest {
  private static final Path COOKIE_CATS = Path.of("src/test/resources/cookie-cats/counts.csv");

  @TempDir Path folder;

  @Test
  void testIsLookedAtDayByDayUntilItShips() throws Exception {
    LiveShop shop = LiveShop.in(folder, 1, 0.32);
    Printed first = shop.looks();
    String one = Files.readString(shop.verdicts());
    Printed again = shop.looks();

    assertThat(first.output()).contains("week41: CONTINUE, day 1 of 14; 400 units");
    assertThat(first.code()).isEqualTo(ExitCode.FINE);
    assertThat(again.output()).isEqualTo(first.output());
    assertThat(shop.verdicts()).hasContent(one);
    assertThat(shop.says("check").output())
        .contains("claim \"b ships\" UNDECIDED: CONTINUE: b has yet to show bought, click_rate");
    assertThat(shop.says("check").code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);

    shop.data(14, 0.32);
    Printed last = shop.looks();

    assertThat(last.code()).as(last.output()).isEqualTo(ExitCode.FINE);
    assertThat(last.output()).contains("week41: SHIP b, day 14 of 14; 5,600 units");
    assertThat(shop.says("check").code()).isEqualTo(ExitCode.FINE);
    assertThat(folder.resolve("reports/week41/junit.xml")).content().contains("b ships");
    assertThat(folder.resolve("reports/index.html")).content().contains("week41/ab.html");
  }

  @Test
  void harmStopsTheTestAndStaysStopped() throws Exception {
    LiveShop shop = LiveShop.in(folder, 7, 0.15);
    Printed seen = shop.looks("--first-look");

    assertThat(seen.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(seen.output())
        .containsPattern("week41: STOP b, day 7 of 14")
        .containsPattern("b:bought REGRESSED since day \\d: \\d\\d % less")
        .contains("STOP or REFUSED in week41");
    assertThat(shop.says("check").output())
        .contains("claim \"b ships\" BROKEN: STOP: b got worse in bought");
  }

  @Test
  void missingVerdictsAreRefusedAfterTheFirstLook() throws Exception {
    LiveShop shop = LiveShop.in(folder, 3, 0.3);
    Printed missing = shop.looks();

    assertThat(missing.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(missing.output()).contains("week41: REFUSED").contains("-Drecsim.firstLook");
    assertThat(shop.verdicts()).doesNotExist();
    assertThat(shop.looks("--first-look").code()).isEqualTo(ExitCode.FINE);
    assertThat(shop.looks().code()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void pastThatChangedIsRefusedAndTheVerdictsAreKept() throws Exception {
    LiveShop shop = LiveShop.in(folder, 5, 0.3);
    shop.looks("--first-look");
    String seen = Files.readString(shop.verdicts());
    String rows = Files.readString(shop.log());

    Files.writeString(shop.log(), rows.replaceFirst("(?m)^.*,u7,.*\n", ""));
    assertThat(shop.looks().output())
        .contains("REFUSED: the data up to 2026-10-06T00:00:00Z are others")
        .contains("restore them");
    shop.data(4, 0.3);
    assertThat(shop.looks().output())
        .contains("REFUSED: the data end before the look of 2026-10-10T00:00:00Z");
    assertThat(shop.verdicts()).hasContent(seen);

    Files.writeString(shop.log(), rows);
    assertThat(shop.looks().code()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void ruleThatChangedAfterTheFirstLookIsRefused() throws Exception {
    LiveShop shop = LiveShop.in(folder, 5, 0.3);
    shop.looks("--first-look");
    shop.write(LiveShop.WEEK41.replace("relative: 0.2", "relative: 0.5"));

    assertThat(shop.looks().output()).contains("margins, claims or recsim.alpha were changed");
    assertThat(shop.says("check").output())
        .contains("claim \"b ships\" REFUSED: the test was changed since");
    shop.write("title: Another title\n" + LiveShop.WEEK41);
    assertThat(shop.looks().code()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void damagedVerdictsAreNotOverwritten() throws Exception {
    LiveShop shop = LiveShop.in(folder, 5, 0.3);
    shop.looks("--first-look");
    String seen = Files.readString(shop.verdicts());
    Files.writeString(shop.verdicts(), seen.substring(0, seen.length() / 2));
    Printed damaged = shop.looks();

    assertThat(damaged.code()).isEqualTo(ExitCode.ERROR);
    assertThat(damaged.errors())
        .contains("week41.verdicts.json is cut off at line 8; take it back from git");
    assertThat(shop.verdicts()).hasContent(seen.substring(0, seen.length() / 2));
    assertThat(shop.says("check").output()).contains("claim \"b ships\" INCOMPLETE");
  }

  /** An edit is found by the checksum, and one with a new checksum by the verdicts. */
  @Test
  void aDecisionThatWasEditedIsRefused() throws Exception {
    LiveShop shop = LiveShop.in(folder, 9, 0.1);
    assertThat(shop.looks("--first-look").output()).contains("week41: STOP b");
    String stopped = Files.readString(shop.verdicts());
    assertThat(shop.says("check").code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);

    String edited = stopped.replace("\"decision\": \"STOP\"", "\"decision\": \"SHIP\"");
    Files.writeString(shop.verdicts(), edited);
    assertThat(shop.says("check").output())
        .contains("week41.verdicts.json was changed by hand or is damaged; take it back from git");

    Files.writeString(shop.verdicts(), BaselineEdits.sealed(edited));
    Printed sealed = shop.says("check");
    assertThat(sealed.output()).contains("says SHIP, but by its verdicts bought has regressed");
    assertThat(sealed.code()).isNotEqualTo(ExitCode.FINE);

    String nobody = edited.replace("\"arm\": \"b\", \"metric\"", "\"metric\"");
    Files.writeString(shop.verdicts(), BaselineEdits.sealed(nobody));
    assertThat(shop.says("check").output())
        .contains("week41.verdicts.json lacks a field of a file of verdicts, or has a wrong one");

    String without = edited.replaceAll("(?s)\"verdicts\": \\[.*?\\n \\]", "\"verdicts\": []");
    Files.writeString(shop.verdicts(), BaselineEdits.sealed(without));
    assertThat(shop.says("check").output())
        .contains("says SHIP, but by its verdicts bought has not shown what it must");
  }

  @Test
  void whatIsNotThereIsTold() throws Exception {
    LiveShop shop = LiveShop.in(folder, 1, 0.3);
    Files.delete(shop.log());
    assertThat(shop.looks().errors()).contains("week41.csv does not exist; write a path");
    shop.data(1, 0.3);
    shop.write(LiveShop.WEEK41.replace("arm: variant", "arm: version"));
    assertThat(shop.looks().errors())
        .contains("week41.csv")
        .contains("\"version\" is missing; the header has");
    assertThat(shop.says("run").errors()).contains("judge a live test with mvn recsim:ab");
    assertThat(shop.says("validate").text()).contains("1 experiment is valid");
    assertThat(shop.looks("--experiment=nothing").code()).isEqualTo(ExitCode.NOTHING_SELECTED);
  }

  @Test
  void effectThatAnExperimentPredictedStandsBesideTheObservedOne() throws Exception {
    LiveShop shop = LiveShop.in(folder, 2, 0.3);
    Files.writeString(
        folder.resolve("experiments/simulated.yaml"),
        """
        environment: {type: transition_matrix, doc_num: 5}
        agents: {a: {type: random}, b: {type: optimal}}
        trials: {seeds: 0..1}
        """);
    shop.write(
        LiveShop.WEEK41
            .replace("gate: true", "predicted_by: simulated")
            .replace("bought", "reward"));
    assertThat(shop.looks("--first-look").errors()).contains("simulated has no results");
    shop.says("run", "--experiment=simulated");

    assertThat(shop.looks("--first-look", "--experiment=week41").output())
        .containsPattern("b:reward UNDECIDED: .*; experiment simulated predicted [\\d.]+ % more");
    Files.writeString(
        folder.resolve("experiments/watched.yaml"),
        """
        logs:
          file: ../data/week41.csv
          columns: {session: user, action: variant, reward: orders, propensity: views}
        evaluate: {policies: {all: {type: random}}}
        """);
    Printed check = shop.says("check");
    assertThat(check.code()).as(check.errors()).isEqualTo(ExitCode.FINE);
    assertThat(check.text())
        .contains("not judged, because its section ab has no \"gate: true\": week41\n")
        .contains("not judged, because its section evaluate has no claims: watched\n")
        .contains("recsim:check passed: 1 experiment");
  }

  @Test
  void segmentsAreCorrectedAndDecideNothing() throws Exception {
    Path experiments = Files.createDirectory(folder.resolve("experiments"));
    StringBuilder rows = new StringBuilder("user,arm,country,device,bought\n");
    for (int i = 0; i < 20_000; i++) {
      // Of the treatment, users of one country buy less, and those of the others more.
      int of100 = i / 8 % 100;
      boolean treated = i % 2 == 1;
      boolean loses = i / 2 % 4 == 0;
      boolean buys = of100 < (treated ? loses ? 14 : 24 : 20);
      rows.append(
          "%s,%s,%s,%s,%s\n"
              .formatted(
                  i, treated ? "b" : "a", loses ? "DE" : "FR", loses ? "tv" : "pc", buys ? 1 : 0));
    }
    Files.writeString(experiments.resolve("rows.csv"), rows);
    Files.writeString(
        experiments.resolve("week41.yaml"),
        """
        ab:
          file: rows.csv
          columns: {unit: user, arm: arm}
          arms: {a: 0.5, b: 0.5}
          segments: {country: [DE, FR]}
          explore: {device: [tv]}
          metrics: {bought: {share: bought}}
        """);

    Printed said = Printed.by(folder, "ab");

    assertThat(said.code()).as(said.output()).isEqualTo(ExitCode.FINE);
    assertThat(said.output())
        .contains("week41: SHIP b, 20,000 units")
        .contains("country=DE, b:bought REGRESSED: 30 % less (98 % interval")
        .contains("country=FR, b:bought IMPROVED: 20.0 % more (98 % interval")
        .contains("device=tv, b:bought exploration: 30 % less (98 % interval");
    assertThat(folder.resolve("reports/week41/ab.json"))
        .content()
        .contains("\"segment\": \"country=DE\"", "\"exploration\": true");
    assertThat(folder.resolve("reports/week41/ab.html")).content().contains("country=DE");
  }

  /** What is claimed of one arm is nothing that another one has shown. */
  @Test
  void anArmWithoutClaimsMustNotGetWorse() throws Exception {
    Path experiments = Files.createDirectories(folder.resolve("experiments"));
    StringBuilder rows = new StringBuilder("user,arm,bought\n");
    for (int i = 0; i < 3_000; i++) {
      String arm = List.of("a", "b", "c").get(i % 3);
      int of100 = i / 3 * 37 % 100;
      rows.append("%s,%s,%s%n".formatted(i, arm, of100 < (arm.equals("b") ? 40 : 20) ? 1 : 0));
    }
    Files.writeString(experiments.resolve("rows.csv"), rows);
    Files.writeString(
        experiments.resolve("week41.yaml"),
        """
        ab:
          file: rows.csv
          columns: {unit: user, arm: arm}
          arms: {a: 0.3333333333, b: 0.3333333333, c: 0.3333333334}
          metrics: {bought: {share: bought}}
        claims:
          - b: {beats: a, metric: bought, by: ab}
        """);

    Printed said = Printed.by(folder, "ab");

    assertThat(said.output()).contains("week41: SHIP b,", "c did not show bought");
  }

  @Test
  void segmentThatIsNoColumnIsToldAndNothingIsWritten() throws Exception {
    LiveShop shop = LiveShop.in(folder, 1, 0.3);
    shop.write(LiveShop.WEEK41.replace("gate: true", "segments: {country: [DE]}"));

    assertThat(shop.looks().errors()).contains("\"country\" is missing; the header has");
    assertThat(shop.verdicts()).doesNotExist();

    shop.write(
        LiveShop.WEEK41
            .replace("gate: true", "segments: {country: [DE]}")
            .replace("unit: user, arm: variant, time: time", "day: time, arm: variant, n: views"));
    assertThat(shop.looks().errors()).contains("segments needs a log with units");
  }

  /** A row for each player, from the counts of the published test. */
  private static String cookieCats() throws IOException {
    Map<String, List<String>> returns = new HashMap<>();
    Map<String, List<String>> rounds = new HashMap<>();
    for (String line : Files.readAllLines(COOKIE_CATS)) {
      String[] cells = line.split(",");
      if (cells[0].equals("retention")) {
        returns
            .computeIfAbsent(cells[1], arm -> new ArrayList<>())
            .addAll(Collections.nCopies(Integer.parseInt(cells[5]), cells[2] + "," + cells[3]));
      } else if (cells[0].equals("rounds")) {
        rounds
            .computeIfAbsent(cells[1], arm -> new ArrayList<>())
            .addAll(Collections.nCopies(Integer.parseInt(cells[5]), cells[4]));
      }
    }
    StringBuilder rows =
        new StringBuilder("userid,test_version,sum_gamerounds,retention_1,retention_7\n");
    for (String arm : List.of("gate_30", "gate_40")) {
      for (int i = 0; i < rounds.get(arm).size(); i++) {
        String player = arm + "-" + i;
        rows.append(String.join(",", player, arm, rounds.get(arm).get(i), returns.get(arm).get(i)))
            .append('\n');
      }
    }
    return rows.toString();
  }

  /** A published test of a game, whose players returned less when a gate came later. */
  @Test
  void cookieCatsLosesPlayersAfterAWeek() throws Exception {
    Path experiments = Files.createDirectory(folder.resolve("experiments"));
    try (OutputStream file =
        new GZIPOutputStream(Files.newOutputStream(experiments.resolve("cats.csv.gz")))) {
      file.write(cookieCats().getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(
        experiments.resolve("cats.yaml"),
        """
        ab:
          file: cats.csv.gz
          columns: {unit: userid, arm: test_version}
          arms: {gate_30: 0.5, gate_40: 0.5}
          metrics:
            retention_1: {share: retention_1}
            retention_7: {share: retention_7}
            rounds: {column: sum_gamerounds}
        """);

    Printed said = Printed.by(folder, "ab");

    assertThat(said.output())
        .contains("cats: STOP gate_40, 90,189 units, shares 49.6 / 50.4 % as declared")
        .contains("gate_40:retention_1 UNDECIDED: 1.3 % less")
        .contains(
            "gate_40:retention_7 REGRESSED since the end: 4.3 % less (98 % interval -7.4 to -1.2 %")
        .contains(
            "gate_40:rounds REFUSED: one unit has 81.0 % of the squares of arm gate_30; write clip");
  }
}
