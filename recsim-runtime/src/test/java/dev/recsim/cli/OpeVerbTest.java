package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.random.RandomKey;
import dev.recsim.report.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies evaluated on logs, from the file to the verdict. */
@Tag("slow")
class OpeVerbTest {
  private static final String SHOP =
      """
      logs:
        file: ../shop.csv
        columns: {session: visit, state: [page], action: item, reward: click, propensity: p}
      evaluate:
        policies:
          better: {column: p_better}
          same: {column: p}
          uniform: {type: random}
      claims:
        - better: {beats: logged, by: ope}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeLog() throws IOException {
    Files.createDirectory(folder.resolve("experiments"));
    StringBuilder rows = new StringBuilder("visit,page,item,click,p,p_better\n");
    for (int i = 0; i < 4_000; i++) {
      RandomKey luck = RandomKey.root(1).child(i);
      boolean home = luck.uniform(0) < 0.5;
      int item = luck.uniform(1) < 0.5 ? 0 : luck.uniform(2) < 0.5 ? 1 : 2;
      double p = item == 0 ? 0.5 : 0.25;
      double better = item == 2 ? 0.8 : 0.1;
      int click = luck.uniform(3) < 0.1 + 0.2 * item ? 1 : 0;
      rows.append(
          String.format(
                  Locale.ROOT,
                  "v%d,%s,i%d,%d,%s,%s%n",
                  i,
                  home ? "home" : "list",
                  item,
                  click,
                  p,
                  better)
              .replace("\r", ""));
    }
    Files.writeString(folder.resolve("shop.csv"), rows);
    write("shop", SHOP);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve("experiments/" + name + ".yaml"), text);
  }

  private Printed says(String verb, String... more) {
    return Printed.by(folder, verb, more);
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("reports/" + name + "/ope.json").toFile());
  }

  @Test
  void evaluatesPoliciesOfALogWithoutAnEnvironment() throws IOException {
    Printed printed = says("ope");
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.code()).isEqualTo(ExitCode.FINE);
    assertThat(printed.text())
        .contains(
            "shop:\n  4,000 of 4,000 rows used, in 4,000 sessions with 4,000 steps\n",
            "claim \"better beats logged\" HOLDS: ",
            "4,000 sessions)");
    JsonNode json = json("shop");
    // .1 * .1 + .1 * .3 + .8 * .5; 6 standard errors.
    assertThat(json.at("/policies/0/estimates/0/estimator").asText()).isEqualTo("snips");
    assertThat(json.at("/policies/0/estimates/0/value").asDouble()).isBetween(0.35, 0.53);
    assertThat(json.at("/policies/2/estimates/0/estimator").asText()).isEqualTo("dr");
    assertThat(json.at("/policies/2/estimates/0/value").asDouble()).isBetween(0.24, 0.36);
    assertThat(json.at("/policies/1/estimates/0/value")).isEqualTo(json.at("/logged/value"));
    // The one is a mean with n - 1, the other a ratio with n.
    assertThat(json.at("/policies/1/estimates/0/interval/0").asDouble())
        .isCloseTo(json.at("/logged/interval/0").asDouble(), within(1e-5));
    assertThat(Files.readString(folder.resolve("reports/shop/ope.html")))
        .contains("1 of 1 claim holds on the log", "switch_dr_10");
  }

  @Test
  void sameLogGivesTheSameBytes() throws IOException {
    says("ope");
    byte[] json = Files.readAllBytes(folder.resolve("reports/shop/ope.json"));
    String page = Files.readString(folder.resolve("reports/shop/ope.html"));
    says("ope");
    assertThat(folder.resolve("reports/shop/ope.json")).hasBinaryContent(json);
    assertThat(Pages.withoutOrigin(Files.readString(folder.resolve("reports/shop/ope.html"))))
        .isEqualTo(Pages.withoutOrigin(page));
    assertThat(page).containsPattern("<summary>Evaluated .* UTC, .*, recsim ");
  }

  @Test
  void claimThatIsFalseFails() throws IOException {
    write("shop", SHOP.replace("better: {beats: logged", "uniform: {beats: better"));
    Printed printed = says("ope");
    assertThat(printed.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(printed.text()).doesNotContain("BROKEN");
    assertThat(printed.errors())
        .startsWith(
            "claims on the log do not hold in shop\n  claim \"uniform beats better\" BROKEN: ");
  }

  @Test
  void wrongPropensitiesAreRefused() throws IOException {
    String log = Files.readString(folder.resolve("shop.csv"));
    Files.writeString(
        folder.resolve("shop.csv"), log.replace(",0.5,", ",0.34,").replace(",0.25,", ",0.33,"));
    Printed printed = says("ope");
    assertThat(printed.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(printed.text())
        .contains(
            "REFUSED better: the document i0 is shown ",
            " times as often as the propensities say; the propensities are wrong.")
        .doesNotContain("claim \"better beats logged\"");
    assertThat(printed.errors())
        .contains("\n  claim \"better beats logged\" REFUSED: better: the document i0");
  }

  @Test
  void checkTestsTheClaimsWithoutABaseline() throws IOException {
    Printed passed = says("check", "--fail-on-missing-baseline=true");
    assertThat(passed.errors()).isEmpty();
    assertThat(passed.code()).isEqualTo(ExitCode.FINE);
    assertThat(passed.text())
        .contains("shop: 1 claim holds\n", "recsim:check passed: 1 experiment\n");
    assertThat(folder.resolve("reports/shop/ope.html")).exists();
    assertThat(Files.readString(folder.resolve("reports/index.html")))
        .contains("href=\"shop/ope.html\"", "better would earn ");

    write("shop", SHOP.replace("better: {beats: logged", "uniform: {beats: better"));
    Printed broken = says("check");
    assertThat(broken.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(broken.errors())
        .contains("recsim:check failed: 1 of 1 experiment: shop (\"uniform beats better\" BROKEN)")
        .contains("claim \"uniform beats better\" BROKEN: ", " than better (98 % interval ")
        .contains("4,000 sessions)", "fix the policy or change the claim");
    assertThat(Files.readString(folder.resolve("reports/shop/junit.xml")))
        .contains("<testsuite name=\"shop\" tests=\"1\" failures=\"1\"")
        .contains("name=\"uniform beats better\"", "type=\"BROKEN\"", "shop.yaml:10<");
  }

  @Test
  void checkFailsWhereTheLogDoesNotAnswerOrIsMissing() throws IOException {
    String log = Files.readString(folder.resolve("shop.csv"));
    Files.writeString(
        folder.resolve("shop.csv"), log.replace(",0.5,", ",0.34,").replace(",0.25,", ",0.33,"));
    Printed refused = says("check", "--on-undecided=pass", "--fail-on-regression=false");
    assertThat(refused.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(refused.errors())
        .contains("claim \"better beats logged\" REFUSED: better: the document i0 is shown ")
        .contains("log what the reason says: mvn recsim:ope -Drecsim.experiment=shop");
    assertThat(Files.readString(folder.resolve("reports/summary.md"))).contains("REFUSED");

    Files.delete(folder.resolve("shop.csv"));
    Printed missing = says("check");
    assertThat(missing.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(missing.errors())
        .contains("claim \"better beats logged\" INCOMPLETE: ", "shop.csv: the log is missing");
  }

  @Test
  void faultyRowsAreCounted() throws IOException {
    String log = Files.readString(folder.resolve("shop.csv"));
    Files.writeString(
        folder.resolve("shop.csv"), log + "v1,home,i0,0,0.5,0.1\nv9999,home,i0,0,0,0.1\n");
    assertThat(says("ope").text())
        .contains(
            "4,000 of 4,002 rows used",
            "excluded 1 duplicated rows, for example ",
            "shop.csv:4002:1: the session v1 was complete before; sort the file by session",
            "excluded 1 propensities of 0 or less, for example ",
            "shop.csv:4003:17: \"p\" is 0; what was shown had a probability above 0");
  }

  @Test
  void errorsNameFileLineAndColumn() throws IOException {
    write("shop", SHOP.replace("reward: click", "reward: clicks"));
    assertThat(says("ope").errors())
        .contains("shop.csv:1:1: the column \"clicks\" (reward) is missing; the header has visit,");
    write("shop", SHOP.replace("action: item", "actoin: item"));
    assertThat(says("validate").errors())
        .contains("shop.yaml:3:44: unknown key \"actoin\", did you mean \"action\"?");
    write("shop", SHOP.replace("{beats: logged", "{beats: loged"));
    assertThat(says("validate").errors())
        .contains("shop.yaml:10:21: no policy or agent is named \"loged\"");
    write("shop", SHOP.replace("{type: random}", "{type: random, column: p}"));
    assertThat(says("validate").errors()).contains("needs exactly one of column and type");
    write("shop", SHOP.replace("logs:", "log:"));
    assertThat(says("validate").errors()).contains("unknown key \"log\", did you mean \"logs\"?");
  }

  @Test
  void fileThatOnlyEvaluatesIsNotRun() {
    assertThat(says("validate").text()).isEqualTo("1 experiment is valid\n");
    assertThat(says("run").errors()).contains("mvn recsim:ope");
  }

  @Test
  @Tag("slow")
  void evaluatesAgentsOnASessionLog() throws IOException {
    write(
        "collect",
        """
        environment: {type: transition_matrix, doc_num: 5, p_exit_accepted: 0.7, p_exit_not_accepted: 0.8}
        agents: {myopic: {type: myopic}}
        evaluation: {sessions: 3000, explore: {type: epsilon_greedy, epsilon: 0.5}}
        trials: {seeds: 0}
        """);
    write(
        "judge",
        """
        environment: {type: transition_matrix, doc_num: 5, p_exit_accepted: 0.7, p_exit_not_accepted: 0.8}
        agents:
          random: {type: random}
          optimal: {type: optimal}
          learner: {type: tabular_q}
        training: {warmup_sessions: 20, epochs: 2, updates_per_epoch: 10, batch_size: 8}
        evaluation: {sessions: 10}
        trials: {seeds: 0}
        logs: {file: ../reports/collect/sessions}
        evaluate: {}
        claims:
          - random: {mean_reward: ">= 0"}
          - optimal: {beats: random, not_worse_than: logged, by: ope}
        """);
    assertThat(says("run", "--experiment=collect", "--session-logs=jsonl").code())
        .isEqualTo(ExitCode.FINE);
    assertThat(says("ope", "--experiment=judge").errors())
        .contains("judge has no finished trial learner-seed-0 in ");
    assertThat(says("run", "--experiment=judge").code()).isEqualTo(ExitCode.FINE);
    Printed printed = says("ope", "--experiment=judge");
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.text()).contains("claim \"optimal beats random\" HOLDS: ");
    Printed checked = says("check", "--experiment=judge", "--fail-on-missing-baseline=true");
    assertThat(checked.errors()).contains("judge: 1 claim undecided, 2 hold\n");
    assertThat(Files.readString(folder.resolve("reports/judge/junit.xml")))
        .contains("tests=\"3\" failures=\"1\"");
    JsonNode policies = json("judge").path("policies");
    assertThat(policies).hasSize(3);
    JsonNode trials =
        new ObjectMapper()
            .readTree(folder.resolve("reports/judge/results.json").toFile())
            .path("agents");
    for (int i = 0; i < 2; i++) {
      JsonNode first = policies.get(i).at("/estimates/0");
      double exact = trials.get(i).path("mean").asDouble();
      double error = first.path("standard_error").asDouble();
      // 5 standard errors.
      assertThat(Math.abs(first.path("value").asDouble() - exact)).isLessThan(5 * error);
    }
  }

  @Test
  @Tag("slow")
  void agentsLearnFromOneHalfOfALog() throws IOException {
    String environment =
        "environment: {type: transition_matrix, doc_num: 5, max_session_length: 1}\n";
    write(
        "collect",
        environment
            + """
            agents: {random: {type: random}}
            evaluation: {sessions: 6000}
            trials: {seeds: 0}
            """);
    write(
        "judge",
        environment
            + """
            agents:
              random: {type: random}
              optimal: {type: optimal}
              learner: {type: tabular_q, gamma: 0}
              gradient: {type: reinforce, hidden: [16]}
            trials: {seeds: 0}
            logs: {file: ../reports/collect/sessions}
            evaluate: {learn: [learner, gradient]}
            claims:
              - learner: {beats: random, by: ope}
              - gradient: {beats: logged, by: ope}
            """);
    says("run", "--experiment=collect", "--session-logs=jsonl");
    Printed printed = says("ope", "--experiment=judge");
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.text()).contains("claim \"learner beats random\" HOLDS: ");
    JsonNode policies = json("judge").path("policies");
    double optimal = policies.get(1).at("/estimates/0/value").asDouble();
    double learned = policies.get(2).at("/estimates/0/value").asDouble();
    // 600 sessions in each of 5 states teach the best of 5 documents.
    assertThat(learned).isGreaterThan(0.95 * optimal);
    assertThat(policies.get(3).at("/estimates/0/value").asDouble()).isGreaterThan(0.95 * optimal);
    assertThat(policies.get(1).at("/effective_sample").asDouble()).isBetween(450.0, 750.0);

    write(
        "judge",
        Files.readString(folder.resolve("experiments/judge.yaml"))
            .replace("[learner, gradient]", "[random]"));
    assertThat(says("ope", "--experiment=judge").errors())
        .contains("the agent random cannot learn from a log; remove it from evaluate.learn")
        .containsPattern("These agents can: .*reinforce.*tabular_q.*ucb1")
        .doesNotContainPattern("These agents can: .*(ppo|random)");
  }
}
