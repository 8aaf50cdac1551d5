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

/** The verb fit, experiments in a fitted environment, and their check. */
@Tag("slow")
class FitVerbTest {
  private static final String EXPERIMENT =
      """
      environment: {type: fitted, file: environments/shop.json}
      agents:
        random: {type: random}
        optimal: {type: optimal}
        myopic: {type: myopic}
      evaluation: {sessions: 20}
      trials: {seeds: 0..1}
      claims:
        - optimal: {beats: random}
      """;

  @TempDir Path folder;
  private Path environments;

  @BeforeEach
  void writeFit() throws Exception {
    environments = Files.createDirectories(folder.resolve("experiments/environments"));
    ShopLog.write(environments.resolve("log.csv"), 2_000);
    declare("");
    Files.writeString(folder.resolve("experiments/shop.yaml"), EXPERIMENT);
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

  private Printed fit() {
    return Printed.by(folder, "fit");
  }

  @Test
  void writesTheSameEnvironmentAndReportEachTime() throws Exception {
    Printed printed = fit();
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.text())
        .startsWith("shop: ")
        .contains("wrote ", "shop.json", "report: ", "index.html");
    byte[] environment = Files.readAllBytes(environments.resolve("shop.json"));
    Path report = folder.resolve("reports/environments/shop/index.html");
    String page = Files.readString(report);
    assertThat(fit().code()).isEqualTo(ExitCode.FINE);
    assertThat(environments.resolve("shop.json")).hasBinaryContent(environment);
    assertThat(Pages.withoutOrigin(Files.readString(report))).isEqualTo(Pages.withoutOrigin(page));
    assertThat(page)
        .contains("Fit of shop", "session_length", "Calibration", "every session number")
        .contains("leaves after accepting", "prior of acceptance, a");
  }

  @Test
  void experimentsRunInTheEnvironmentAndAreChecked() throws Exception {
    fit();
    Printed run = Printed.by(folder, "run");
    assertThat(run.errors()).isEmpty();
    assertThat(run.text()).contains("optimal: the log leaves open ", "random earns ");
    assertThat(Files.readString(folder.resolve("reports/shop/results.json")))
        .contains("\"trust\": {", "\"thin_steps\": ", "\"above\": {\"random\": ");
    assertThat(Files.readString(folder.resolve("reports/shop/index.html")))
        .contains("What the log leaves open");
    assertThat(Printed.by(folder, "check").text())
        .contains("environment shop: ")
        .contains("recsim:check passed");
    assertThat(Printed.by(folder, "run").text()).contains("shop: unchanged, 6 already stored");
    declare("hold_out: 4");
    fit();
    assertThat(Printed.by(folder, "run").text()).contains("shop: 6 trials");
  }

  @Test
  void agentsThatLiveOnUnseenCellsAreReported() throws Exception {
    ShopLog.write(environments.resolve("log.csv"), 60);
    fit();
    assertThat(Printed.by(folder, "run").text())
        .contains("warning: random rests on what the log has not seen: ");
  }

  @Test
  void checkFailsIfAThresholdFails() throws Exception {
    declare("accept: {gain: 10}");
    assertThat(fit().text()).contains("shop: FAILS", "gain FAILS: ");
    assertThat(Printed.by(folder, "run").text())
        .contains("warning: environment shop: FAILS, ", "gain FAILS: ");
    Printed checked = Printed.by(folder, "check");
    assertThat(checked.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(checked.errors())
        .contains("recsim:check failed: 1 of 1 environments")
        .contains("gain FAILS: ");
    assertThat(Files.readString(folder.resolve("reports/summary.md")))
        .startsWith("## Fitted environments\n\n- `recsim:check failed: 1 of 1 ");
  }

  @Test
  void checkFailsIfFitOrLogHaveChanged() throws Exception {
    fit();
    Printed.by(folder, "run");
    declare("hold_out: 4");
    assertThat(Printed.by(folder, "check").errors())
        .contains("shop.yaml has changed since the environment was fitted; run recsim:fit");
    declare("");
    Files.writeString(
        environments.resolve("log.csv"),
        Files.readString(environments.resolve("log.csv")) + "999999,0,0,0,ended\n");
    assertThat(Printed.by(folder, "check").errors())
        .contains("log.csv has changed since the environment was fitted; run recsim:fit");
  }

  @Test
  void anEditedEnvironmentIsRefused() throws Exception {
    fit();
    Path file = environments.resolve("shop.json");
    Files.writeString(
        file, Files.readString(file).replace("\"left_refused\": ", "\"left_refused\": 1"));
    assertThat(Printed.by(folder, "run").errors())
        .contains("shop.json: was changed by hand or is damaged");
  }

  @Test
  void problemsOfAFitHaveTheirPlaces() throws Exception {
    declare("acept: {gain: 1}\nhold_out: 1\nagainst: {other: {type: cascade}}");
    assertThat(fit().errors())
        .contains("shop.yaml:5:1: unknown key \"acept\", did you mean \"accept\"?")
        .contains("shop.yaml:6:11: hold_out ")
        .contains("shop.yaml:7:18: cascade predicts clicks, but the model predicts responses");
    Files.delete(folder.resolve("experiments/shop.yaml"));
    Files.writeString(
        folder.resolve("experiments/other.yaml"),
        "environment: {type: six_states}\nagents: {random: {type: random}}\n");
    assertThat(Printed.by(folder, "validate").errors()).contains("unknown key \"acept\"");
    declare("");
    assertThat(Printed.by(folder, "validate").text())
        .isEqualToNormalizingNewlines("1 experiment is valid\n1 fit is valid\n");
    Files.delete(environments.resolve("log.csv"));
    assertThat(fit().errors()).contains("log.csv: the log is missing");
  }
}
