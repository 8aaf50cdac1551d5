package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.git.Repository;
import dev.recsim.env.ShopLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record from its first prediction to a claim that is judged by it. */
@Tag("slow")
class RealityVerbTest {
  static final String SHOP =
      """
      environment: {type: transition_matrix, doc_num: 20}
      agents:
        ranker: {type: epsilon_greedy, base: {type: myopic}, evaluation_epsilon: 0.3}
        a: {type: epsilon_greedy, base: {type: myopic}, evaluation_epsilon: 0.28}
        b: {type: epsilon_greedy, base: {type: myopic}, evaluation_epsilon: 0.25}
        same: {type: epsilon_greedy, base: {type: myopic}, evaluation_epsilon: 0.3}
      trials: {seeds: [1]}
      """;
  private static final String CLAIM =
      """
      claims:
        - b: {beats: ranker, by: reality}
        - b: {not_worse_than: ranker, margin: {relative: 0.02}, by: reality}
      """;

  @TempDir Path folder;
  private Repository repository;

  @BeforeEach
  void createProject() throws Exception {
    repository = Repository.create(folder);
    repository.write("experiments/shop.yaml", SHOP + CLAIM);
    repository.write("experiments/reality/shop.yaml", "experiment: ../shop.yaml\n");
    repository.write(".gitignore", "reports/\n");
    repository.commit("Start");
  }

  private Printed says(String verb, String... more) {
    return Printed.by(folder, verb, more);
  }

  private String predicts(String test, String to) throws Exception {
    Printed printed = says("predict", "--test=" + test, "--from=ranker", "--to=" + to);
    assertThat(printed.code()).as(printed.output()).isEqualTo(ExitCode.FINE);
    repository.commit("Predict " + test);
    return printed.text();
  }

  private void shows(String test, String change) throws Exception {
    Printed printed = says("reality", "--test=" + test, "--change=" + change, "--error=0.01");
    assertThat(printed.code()).as(printed.output()).isEqualTo(ExitCode.FINE);
    repository.commit("Outcome of " + test);
  }

  @Test
  void fiveTestsCalibrateTheSixthPrediction() throws Exception {
    assertThat(says("predict", "--test=w1", "--from=ranker", "--to=a").errors())
        .contains("shop has no finished trial ranker-seed-1")
        .contains("mvn recsim:run -Drecsim.experiment=shop");
    assertThat(says("run").text()).contains("In simulation, distance to reality unknown (0 of 3 ");
    assertThat(says("check").output())
        .contains("\"b beats ranker in reality\" REFUSED: UNKNOWN: +9.2 % in simulation, distance")
        .contains("record more tests and outcomes, then try: mvn recsim:reality");

    String first = predicts("w1", "a");
    shows("w1", "0.03");
    predicts("w2", "b");
    shows("w2", "0.08");
    predicts("w3", "a");
    shows("w3", "0.035");
    String fourth = predicts("w4", "b");
    shows("w4", "0.09");
    assertThat(says("check").output()).contains("REFUSED: PROVISIONAL: predicted");
    predicts("w5", "a");
    shows("w5", "0.04");
    String sixth = predicts("w6", "b");

    assertThat(first)
        .contains(
            "a: +3.6 % in simulation, distance to reality unknown (0 of 3 tests); if it is as")
        .containsPattern("the 90 % interval is \\+[0-9.]+ to \\+[0-9.]+ %");
    assertThat(fourth)
        .containsPattern("b: predicted \\+8\\.3 % \\(90 % interval .* from 3 past tests; ")
        .contains("simulation alone +9.2 %), provisional below 5 tests");
    assertThat(sixth).contains("from 5 past tests").doesNotContain("provisional");
    assertThat(says("check").output()).contains("shop: 2 claims hold").doesNotContain("REFUSED");
    assertThat(says("report").text()).contains("w6: ranker to b is predicted +");
    assertThat(folder.resolve("reports/shop/results.json")).content().contains("w6: ranker to b");
    assertThat(folder.resolve("reports/shop/index.html")).content().contains("w6: ranker to b");
    assertThat(says("reality").text())
        .contains("shop: CALIBRATED. Intervals from 5 tests; 5 of 5 intervals contained")
        .contains("  report: ");
    assertThat(folder.resolve("reports/shop/reality.html"))
        .content()
        .contains("calibrated</button>")
        .contains("Intervals from 5 tests; 5 of 5 intervals contained the outcome.");
    assertThat(folder.resolve("reports/index.html")).content().contains("shop/reality.html");
  }

  @Tag("nightly")
  @Test
  void outcomesThatAreMissingOrNotProvenRefuseClaims() throws Exception {
    says("run");
    for (int i = 1; i <= 5; i++) {
      predicts("w" + i, "a");
      shows("w" + i, "0.03");
    }
    predicts("x1", "b");
    assertThat(says("reality", "--test=x1", "--stopped=logging broke").code())
        .isEqualTo(ExitCode.FINE);
    predicts("x2", "b");
    says("reality", "--test=x2", "--stopped=too slow");
    repository.commit("Stopped");

    assertThat(says("check").output())
        .contains(
            "REFUSED: REFUSED: +9.2 % in simulation; the record is refused, because tests lack outcomes: x1, x2");
    Path first = folder.resolve("experiments/reality/shop/w1.json");
    Files.writeString(
        first, Files.readString(first).replace("\"changed\": 0.0", "\"changed\": 0.1"));
    assertThat(says("check").output())
        .contains("w1.json was changed by hand or is damaged; take it back from git");
  }

  @Test
  void predictionAndOutcomeOfOneCommitDoNotCount() throws Exception {
    says("run");
    says("predict", "--test=w1", "--from=ranker", "--to=a");
    says("reality", "--test=w1", "--change=0.03", "--error=0.01");
    repository.commit("Both");

    assertThat(says("reality").code()).isEqualTo(ExitCode.FINE);
    assertThat(folder.resolve("reports/shop/reality.html"))
        .content()
        .contains("Distance to reality unknown (0 of 3 tests).")
        .contains("w1 does not count: one commit added both");
    assertThat(folder.resolve("reports/shop/reality.json")).content().contains("\"UNKNOWN\"");
  }

  @Test
  void badInputIsToldWithItsCure() throws Exception {
    says("run");
    assertThat(says("predict", "--from=ranker", "--to=a").errors())
        .contains("recsim.test is missing; write -Drecsim.test=2026-w41");
    assertThat(says("predict", "--test=../x", "--from=ranker", "--to=a").errors())
        .contains("recsim.test must be a name");
    assertThat(says("predict", "--test=w1", "--from=ranker", "--to=c").errors())
        .contains("shop has no agent c; there are [ranker, a, b, same]");
    assertThat(says("predict", "--test=w1", "--from=ranker", "--to=same").errors())
        .contains("ranker and same act alike at all steps");
    assertThat(says("predict", "--test=w1", "--from=ranker", "--to=a", "--due=2020-01-01").errors())
        .contains("recsim.due is 2020-01-01, before today");
    predicts("w1", "a");
    assertThat(says("predict", "--test=w1", "--from=ranker", "--to=b").errors())
        .contains("is written already; a test is predicted once");
    assertThat(says("reality", "--test=w9", "--change=0.1", "--error=0.1").errors())
        .contains("there is no prediction of w9");
    assertThat(says("reality", "--test=w1").errors()).contains("name one outcome");
    assertThat(says("reality", "--test=w1", "--change=0.1").errors())
        .contains("recsim.error above 0");
    assertThat(says("reality", "--test=w1", "--change=-1", "--error=0.1").errors())
        .contains("recsim.change must be above -1");
    shows("w1", "0.03");
    assertThat(says("reality", "--test=w1", "--stopped=no").errors())
        .contains("is written already; a test has one outcome");
    repository.write("experiments/reality/shop.yaml", "experiment: ../shp.yaml\nmetrc: reward\n");
    assertThat(says("reality").errors())
        .contains("shop.yaml:2:1: unknown key \"metrc\", did you mean \"metric\"?");
  }

  @Test
  void claimThatNothingWouldTestIsAnError() throws Exception {
    repository.write("experiments/shop.yaml", SHOP + CLAIM.replace("by: reality", "by: realty"));
    assertThat(says("check").errors()).contains("by must be ope or reality, not \"realty\"");
    repository.write("experiments/shop.yaml", SHOP + CLAIM.replace("by: reality", "by: ope"));
    assertThat(says("check").errors())
        .contains("shop.yaml:9:", "by: ope needs the sections logs and evaluate");
  }

  @Test
  void shallowCloneIsRefusedWithItsCure() throws Exception {
    says("run");
    predicts("w1", "a");
    shows("w1", "0.03");
    Path clone = folder.resolve("reports/clone");
    repository.git("clone", "-q", "--depth", "1", "file://" + folder, clone.toString());
    Printed.by(clone, "run");
    assertThat(Printed.by(clone, "reality").errors())
        .contains("this clone lacks a part of the history")
        .contains("git fetch --unshallow");
  }

  @Test
  void liveTestOfTheProjectIsAnOutcome() throws Exception {
    LiveShop shop = LiveShop.in(folder, 14, 0.32);
    says("run", "--experiment=shop");
    says("predict", "--test=w1", "--from=ranker", "--to=a");
    assertThat(says("reality", "--test=w1", "--ab=week41", "--metric=bought").errors())
        .contains("run mvn recsim:ab and commit them");
    shop.looks("--first-look");
    assertThat(says("reality", "--test=w1", "--ab=week41").errors())
        .contains("week41 has no metric reward, but [bought, click_rate]");

    Printed written = says("reality", "--test=w1", "--ab=week41", "--metric=bought");

    assertThat(written.code()).as(written.output()).isEqualTo(ExitCode.FINE);
    assertThat(folder.resolve("experiments/reality/shop/w1.outcome.json"))
        .content()
        .contains("\"source\": \"live test week41\"")
        .contains("\"evidence\": \"")
        .containsPattern("\"effect\": 0\\.0[0-9]+");
  }

  @Test
  void damagedFilesAreUsedOrTold() throws Exception {
    says("run");
    predicts("w1", "a");
    shows("w1", "0.03");
    List<Path> files =
        Stream.of(
                "shop.yaml",
                "reality/shop.yaml",
                "reality/shop/w1.json",
                "reality/shop/w1.outcome.json")
            .map(folder.resolve("experiments")::resolve)
            .toList();
    int tries = Integer.getInteger("fuzz.tries", 1000) / 40;
    int worked = new DamagedByLuck(files).worked(tries, () -> says("reality"), "report: ");
    assertThat(worked).isBetween(tries / 50, tries * 3 / 4);
  }

  @Test
  void logOfTheNewPolicyIsAnOutcome() throws Exception {
    Path environments = Files.createDirectories(folder.resolve("experiments/environments"));
    ShopLog.write(environments.resolve("log.csv"), 2_000);
    ShopLog.writeRanked(environments.resolve("b.csv"), 2_000);
    Files.writeString(
        environments.resolve("shop.yaml"),
        """
        logs:
          file: log.csv
          columns: {session: session, state: [state], action: shown, reward: accepted, status: status}
        model: {type: responses}
        accept: {counterfactual: {gap: 0.15, logs: {week41-b: {file: b.csv}}}}
        """);
    repository.write(
        "experiments/shop.yaml",
        """
        environment: {type: fitted, file: environments/shop.json}
        agents: {random: {type: random}, optimal: {type: optimal}}
        trials: {seeds: [1]}
        """);
    says("fit");
    assertThat(says("run").text())
        .contains("Log week41-b of another policy: ")
        .doesNotContain("distance to reality unknown.");
    says("predict", "--test=w1", "--from=random", "--to=optimal");

    assertThat(says("reality", "--test=w1", "--log=week42-b").errors())
        .contains("accept.counterfactual has no log week42-b; there are [week41-b]");
    Printed written = says("reality", "--test=w1", "--log=week41-b");

    assertThat(written.code()).as(written.output()).isEqualTo(ExitCode.FINE);
    String outcome = Files.readString(folder.resolve("experiments/reality/shop/w1.outcome.json"));
    assertThat(outcome).contains("\"source\": \"log week41-b\"", "\"evidence\": \"");
    // The policy of the log shows the best document in every second step.
    assertThat(Double.parseDouble(outcome.replaceAll("(?s).*\"effect\": ([-0-9.]+).*", "$1")))
        .isBetween(0.3, 2.0);
  }
}
