package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.env.ShopLog;
import dev.recsim.report.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits that are compared with logs of other policies, and their check. */
@Tag("slow")
class CounterfactualVerbTest {
  private static final String LOGS = "accept: {counterfactual: {logs: {week41-b: {file: b.csv}}}}";

  @TempDir Path folder;
  private Path environments;

  @BeforeEach
  void writeLogs() throws Exception {
    environments = Files.createDirectories(folder.resolve("experiments/environments"));
    ShopLog.write(environments.resolve("log.csv"), 4_000);
    ShopLog.writeRanked(environments.resolve("b.csv"), 4_000);
    declare(LOGS);
    Files.writeString(
        folder.resolve("experiments/shop.yaml"),
        """
        environment: {type: fitted, file: environments/shop.json}
        agents: {random: {type: random}, optimal: {type: optimal}}
        evaluation: {sessions: 20}
        trials: {seeds: 0..1}
        claims:
          - optimal: {beats: random}
        """);
  }

  private void declare(String more) throws IOException {
    Files.writeString(
        environments.resolve("shop.yaml"),
        """
        logs:
          file: log.csv
          columns: {session: session, state: [state], action: shown, reward: accepted, status: status}
        model: {type: responses}
        %s
        """
            .formatted(more));
  }

  private Printed fit(String... more) {
    return Printed.by(folder, "fit", more);
  }

  /** Replaces the rewards of the other policy's log. */
  private void spoil(String from, String to) throws IOException {
    Path log = environments.resolve("b.csv");
    Files.writeString(log, Files.readString(log).replace(from, to));
  }

  @Test
  void aRightEnvironmentIsWithinTheTolerance() throws Exception {
    declare("accept: {counterfactual: {gap: 0.15, logs: {week41-b: {file: b.csv}}}}");
    Printed printed = fit();
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.text())
        .contains("are reached on held-out sessions and logs of other policies")
        .containsPattern(
            "  counterfactual week41-b: HOLDS, predicted [0-9.]+, observed [0-9.]+ a session:"
                + " [+-][0-9.]+ % \\(98 % interval [+-][0-9.]+ to [+-][0-9.]+; the fit leaves"
                + " \\+-[0-9.]+\\): start [+-][0-9.]+, responses [+-][0-9.]+, leaving [+-][0-9.]+;"
                + " the gap is at most [0-9.]+ %\\.");
    String environment = Files.readString(environments.resolve("shop.json"));
    assertThat(environment)
        .contains("\"name\": \"counterfactual.week41-b\"", "\"verdict\": \"HOLDS\"")
        .contains(
            "\"counterfactual\": [", "\"name\": \"b.csv\"", "\"alpha\": 0.01", "\"se_log\": ");
    String page = Files.readString(folder.resolve("reports/environments/shop/index.html"));
    assertThat(page)
        .contains("Logs of other policies", "week41-b", "HOLDS", "b.csv")
        .contains("\"gaps\"");
    fit();
    assertThat(environments.resolve("shop.json")).hasContent(environment);
    assertThat(
            Pages.withoutOrigin(
                Files.readString(folder.resolve("reports/environments/shop/index.html"))))
        .isEqualTo(Pages.withoutOrigin(page));
    Printed.by(folder, "run");
    assertThat(Printed.by(folder, "check").text())
        .contains("counterfactual week41-b: HOLDS")
        .contains("recsim:check passed");
  }

  @Test
  void anUndecidedGapSaysWhichLogToLengthen() throws Exception {
    ShopLog.writeRanked(environments.resolve("b.csv"), 300);
    assertThat(fit().text())
        .contains("counterfactual week41-b: UNDECIDED, ")
        .containsPattern("log more of this log, about [0-9,]+ sessions in all\\.");
    ShopLog.writeRanked(environments.resolve("b.csv"), 60);
    assertThat(fit().text()).contains("60 sessions are too few, log at least 100 of this policy");
    ShopLog.writeRanked(environments.resolve("b.csv"), 4_000);
    ShopLog.write(environments.resolve("log.csv"), 400);
    assertThat(fit().text()).containsPattern("log more of the fit's log, about [0-9,]+ sessions");
    Printed.by(folder, "run");
    assertThat(Printed.by(folder, "check").code()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void checkFailsIfTheEnvironmentPromisesTooMuch() throws Exception {
    // A third of the sessions is refused everything.
    StringBuilder log = new StringBuilder();
    for (String row : Files.readString(environments.resolve("b.csv")).split("\n")) {
      String[] cells = row.split(",");
      boolean refuses = cells[0].matches("\\d*[147]");
      cells[3] = refuses ? "0" : cells[3];
      log.append(String.join(",", cells)).append('\n');
    }
    Files.writeString(environments.resolve("b.csv"), log.toString());
    assertThat(fit().text())
        .contains("counterfactual week41-b: FAILS, ")
        .contains("users respond otherwise than in the environment");
    Printed run = Printed.by(folder, "run");
    assertThat(run.errors()).isEmpty();
    assertThat(run.text())
        .contains("Log week41-b of another policy: FAILS, predicted ")
        .containsOnlyOnce("users respond otherwise than in the environment")
        .containsPattern("warning: environment shop: FAILS, .*counterfactual week41-b FAILS\\.");
    assertThat(Files.readString(folder.resolve("reports/environments/shop/index.html")))
        .contains("shop is wrong about other policies: counterfactual week41-b FAILS");
    Printed checked = Printed.by(folder, "check");
    assertThat(checked.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(checked.errors()).contains("counterfactual week41-b: FAILS, ");
    assertThat(Files.readString(folder.resolve("reports/environments/shop/junit.xml")))
        .contains("name=\"counterfactual.week41-b\"", "<failure type=\"FAILS\"");
  }

  @Test
  void checkFailsIfALogOfAnotherPolicyHasChanged() throws Exception {
    fit();
    Printed.by(folder, "run");
    assertThat(Printed.by(folder, "check").code()).isEqualTo(ExitCode.FINE);
    spoil("ended\n", "ended\n\n");
    assertThat(Printed.by(folder, "check").errors())
        .contains("b.csv has changed since the environment was fitted; run recsim:fit");
    Files.delete(environments.resolve("b.csv"));
    assertThat(Printed.by(folder, "check").code()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void sessionsThatTellNothingAreLeftOut() throws Exception {
    Path log = environments.resolve("b.csv");
    String rows = Files.readString(log);
    Files.writeString(log, rows + "99999,0,0,1,cut_off\n88888,0,77,1,ended\n");
    assertThat(fit().text())
        .contains("Sessions that were cut off are left out: 1.")
        .contains("Sessions with documents or states that the environment lacks are left out: 1.");
    StringBuilder more = new StringBuilder(rows);
    for (int i = 0; i < 50; i++) {
      more.append(80_000 + i).append(",0,77,1,ended\n");
    }
    Files.writeString(log, more.toString());
    assertThat(fit().errors())
        .contains("accept.counterfactual.logs.week41-b")
        .contains(
            "50 of 4050 sessions with documents or states that the environment lacks, such as")
        .contains("document 77");
    StringBuilder cut = new StringBuilder(rows);
    for (int i = 0; i < 500; i++) {
      cut.append(80_000 + i).append(",0,1,1,cut_off\n");
    }
    Files.writeString(log, cut.toString());
    assertThat(fit().text())
        .contains("UNDECIDED", "11.1 % of the sessions were cut off, too many to leave them out");
    Files.writeString(log, "session,state,shown,accepted,status\n1,0,1,0,ended\n");
    assertThat(fit().errors()).contains("has no reward above 0 on average");
  }

  @Test
  void theErrorRateIsSharedByTheLogs() throws Exception {
    declare("accept: {counterfactual: {logs: {one: {file: b.csv}, two: {file: b.csv}}}}");
    assertThat(fit().text()).contains("(99 % interval ");
    assertThat(Files.readString(environments.resolve("shop.json"))).contains("\"alpha\": 0.005");
    declare(LOGS);
    assertThat(fit("--alpha=0.05").text()).contains("(90 % interval ");
  }

  @Test
  void problemsOfTheDeclarationHaveTheirPlaces() throws Exception {
    declare("accept: {counterfactual: {gab: 0.1, logs: {b: {fil: b.csv}}}}");
    assertThat(fit().errors())
        .contains("shop.yaml:5:27: unknown key \"gab\"")
        .contains("unknown key \"fil\", did you mean \"file\"?");
    declare("accept: {counterfactual: {gap: 0}}");
    assertThat(fit().errors())
        .contains("counterfactual.gap must be above 0")
        .contains("the key \"logs\" is missing; write \"logs: {week41-b: {file: <log>.csv}}\"");
    declare("accept: {counterfactual: {logs: {b: {file: none.csv}}}}");
    assertThat(fit().errors()).contains("none.csv: the log is missing");
  }

  private void give(String options) throws IOException {
    Files.delete(environments.resolve("shop.yaml"));
    Files.writeString(
        environments.resolve("rules.yaml"),
        """
        environment: {type: transition_matrix%s}
        accept:
          counterfactual:
            gap: 0.1
            logs:
              week41-b:
                file: b.csv
                columns: {session: session, state: [state], action: shown, reward: accepted, status: status}
        """
            .formatted(options));
    Files.writeString(
        folder.resolve("experiments/shop.yaml"),
        """
        environment: {type: transition_matrix%s}
        agents: {random: {type: random}, optimal: {type: optimal}}
        evaluation: {sessions: 20}
        trials: {seeds: 0..1}
        claims:
          - optimal: {beats: random}
        """
            .formatted(options));
  }

  @Test
  void anEnvironmentThatIsNotFittedIsComparedToo() throws Exception {
    give("");
    Printed printed = fit();
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.text())
        .contains("rules: HOLDS, 1 of 1 threshold is reached on logs of other policies.")
        .contains("counterfactual week41-b: HOLDS, predicted ");
    assertThat(folder.resolve("reports/environments/rules/index.html"))
        .content()
        .contains("An environment that is not fitted", "week41-b");
    assertThat(Printed.by(folder, "run").text())
        .contains("Log week41-b of another policy: HOLDS, predicted ")
        .doesNotContain("distance to reality unknown");
    assertThat(Printed.by(folder, "check").text())
        .contains("environment rules: HOLDS", "recsim:check passed");
    spoil("ended\n", "ended\n\n");
    assertThat(Printed.by(folder, "check").errors())
        .contains("b.csv has changed since the environment was fitted; run recsim:fit");
    Files.writeString(
        folder.resolve("experiments/shop.yaml"),
        """
        environment: {type: fitted, file: environments/rules.json}
        agents: {random: {type: random}}
        """);
    assertThat(Printed.by(folder, "validate").errors())
        .contains("is about an environment that is not fitted; write its type and options instead");
  }

  @Test
  void checkFailsIfAnEnvironmentThatIsNotFittedIsWrong() throws Exception {
    give(", p_exit_accepted: 0.3");
    assertThat(fit().text())
        .contains("counterfactual week41-b: FAILS, predicted ")
        // What follows a response is unknown here, so no part of the gap is named.
        .doesNotContain("leaving", "after a response");
    assertThat(Printed.by(folder, "run").text()).contains("warning: environment rules: FAILS, ");
    assertThat(Printed.by(folder, "check").errors())
        .contains("recsim:check failed: 1 of 1 environments", "counterfactual week41-b: FAILS");
    Files.writeString(
        folder.resolve("experiments/shop.yaml"),
        Files.readString(folder.resolve("experiments/shop.yaml")).replace("0.3", "0.25"));
    Printed.by(folder, "run");
    assertThat(Printed.by(folder, "check").text()).doesNotContain("environment rules");
  }

  @Test
  void problemsOfAnEnvironmentThatIsNotFitted() throws Exception {
    give(", doc_nmu: 3");
    assertThat(fit().errors()).contains("rules.yaml:1:40: unknown key \"doc_nmu\"");
    Files.writeString(
        environments.resolve("rules.yaml"), "environment: {type: six_states}\nmodel: {type: x}\n");
    assertThat(fit().errors())
        .contains("unknown key \"model\"")
        .contains("the key \"accept\" is missing; write \"accept: {counterfactual: ");
  }
}
