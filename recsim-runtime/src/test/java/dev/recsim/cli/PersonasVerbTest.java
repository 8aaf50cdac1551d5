package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.FiniteMdp;
import dev.recsim.bridge.Python;
import dev.recsim.env.ShopLog;
import dev.recsim.env.TransitionMatrixProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Simulated personas in a process, compared with the log of a policy: those who accept everything,
 * and those who accept as often as the users of the log.
 */
@Tag("slow")
class PersonasVerbTest {
  private static final Path LOG = Path.of("src/test/resources/personas-log.csv");
  private static final int SESSIONS = 300;

  private static final String PERSONAS =
      """
      import sys
      import numpy as np
      from recsim_jvm import serve
      from transition_matrix import TransitionMatrix

      class Personas(TransitionMatrix):
          def model(self):
              return None

      accept = np.loadtxt(sys.argv[1], delimiter=",")
      serve(Personas(np.ones_like(accept) if sys.argv[2] == "always" else accept))
      """;

  @TempDir Path folder;
  private Path users;

  @BeforeEach
  void write() throws Exception {
    Python.require("numpy");
    users = Files.createDirectories(folder.resolve("experiments/users"));
    Files.createDirectories(folder.resolve("experiments/environments"));
    Files.copy(
        Python.PACKAGE.resolve("examples/environments/transition_matrix.py"),
        users.resolve("transition_matrix.py"));
    Files.writeString(users.resolve("personas.py"), PERSONAS);
    Files.writeString(users.resolve("acceptance.csv"), acceptance());
    Files.copy(LOG, folder.resolve("week41-b.csv"));
  }

  private static String acceptance() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    FiniteMdp model = provider.create(provider.defaults(), Path.of(".")).model().orElseThrow();
    StringBuilder rows = new StringBuilder();
    for (int s = 0; s < model.states(); s++) {
      StringJoiner row = new StringJoiner(",", "", "\n");
      for (int a = 0; a < model.actions(); a++) {
        row.add(Double.toString(model.reward(s, a)));
      }
      rows.append(row);
    }
    return rows.toString();
  }

  private static String command(String from, String kind) {
    List<String> words =
        Python.command(from + "users/personas.py", from + "users/acceptance.csv", kind);
    return "{type: process, command: %s, record: %susers/answers.jsonl.gz}"
        .formatted(Python.yaml(words), from);
  }

  private void declare(String kind) throws IOException {
    Files.writeString(
        folder.resolve("experiments/environments/personas.yaml"),
        """
        environment: %s
        accept:
          counterfactual:
            gap: 0.1
            sessions: 1000
            logs:
              week41-b:
                file: ../../week41-b.csv
                columns: {session: session, state: [state], action: shown, reward: accepted, status: status}
        """
            .formatted(command("../", kind)));
    Files.writeString(
        folder.resolve("experiments/shop.yaml"),
        """
        environment: %s
        agents: {one: {type: random}, other: {type: random}}
        evaluation: {sessions: 10}
        trials: {seeds: 0..1}
        claims:
          - one: {mean_reward: ">= -10"}
        """
            .formatted(command("", kind)));
  }

  @Test
  void theLogIsOfAKnownEnvironment() throws Exception {
    Path again = folder.resolve("again.csv");
    ShopLog.writeRanked(again, SESSIONS);
    assertThat(LOG).hasSameTextualContentAs(again);
  }

  @Test
  void personasWhoAlwaysAcceptFail() throws Exception {
    declare("always");
    assertThat(Printed.by(folder, "fit").output()).contains("counterfactual week41-b: FAILS, ");
    assertThat(Printed.by(folder, "run").text()).contains("warning: environment personas: FAILS, ");
    Printed check = Printed.by(folder, "check");
    assertThat(check.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(check.errors())
        .contains("recsim:check failed: 1 of 1 environments", "counterfactual week41-b: FAILS");
  }

  @Tag("nightly")
  @Test
  void personasWhoAcceptAsUsersDoAreNotRefused() throws Exception {
    declare("as-users");
    Printed fit = Printed.by(folder, "fit");
    assertThat(fit.text()).containsPattern("counterfactual week41-b: (HOLDS|UNDECIDED), ");
    assertThat(Printed.by(folder, "run").errors()).isEmpty();
    assertThat(Printed.by(folder, "run").errors()).as("from the record").isEmpty();
    assertThat(Printed.by(folder, "check").output())
        .contains("environment personas: UNDECIDED", "recsim:check passed");
    Files.writeString(users.resolve("personas.py"), "raise SystemExit(1)");
    assertThat(Printed.by(folder, "check").errors())
        .contains("a file of the environment of ", "personas.yaml has changed");
    assertThat(Printed.by(folder, "fit").text()).as("from the record").isEqualTo(fit.text());
  }
}
