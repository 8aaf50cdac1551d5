package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.api.Weights;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tests of the Python package, with the runtime of this build. */
@Tag("slow")
@Timeout(300)
class PythonPackageTest {
  private static final int TRAINING_SESSIONS = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private String test(String name, Path expected) throws Exception {
    return Python.run(
        Map.of(
            "RECSIM_RUNTIME",
            Python.launcher(folder).toString(),
            "RECSIM_EXPECTED",
            expected.toString()),
        "-m",
        "unittest",
        "tests." + name);
  }

  @Test
  void modulesImportLowerLayersOnly() throws Exception {
    Python.require();
    assertThat(test("test_layers", folder)).contains("Ran 2 tests", "OK");
  }

  @Test
  void randomKeysAreThoseOfJava() throws Exception {
    Python.require("numpy");
    assertThat(test("test_random_key", folder)).contains("OK");
  }

  @Tag("nightly")
  @Test
  void featuresFromATableAreThoseInFull() throws Exception {
    Python.require("numpy");
    assertThat(test("test_lanes", folder)).contains("OK");
  }

  @Test
  void theReportOfInputsHasWhatWasRead() throws Exception {
    Python.require("numpy");
    assertThat(test("test_inputs", folder)).contains("OK");
  }

  @Test
  void faultsDoNotChangeResultsInSilence() throws Exception {
    Python.require("numpy");
    assertThat(test("test_faults", folder)).contains("OK");
  }

  @Tag("nightly")
  @Test
  void languageModelsPlayUsers() throws Exception {
    Python.require("numpy");
    assertThat(test("test_language_model", folder)).contains("OK");
  }

  @Tag("nightly")
  @Test
  void gymnasiumFindsWhatItExpects() throws Exception {
    Python.require("gymnasium");
    assertThat(test("test_front_door", folder)).contains("OK");
  }

  @Tag("nightly")
  @Test
  void registeredIdsPassTheCheckersAndTrain() throws Exception {
    Python.require("gymnasium", "stable_baselines3", "sb3_contrib");
    assertThat(test("test_registered", folder))
        .containsPattern("both checkers passed [1-9]\\d* ids")
        .contains("OK");
  }

  @Tag("nightly")
  @Test
  void everyEnvironmentPassesTheCheckers() throws Exception {
    Python.require("gymnasium", "stable_baselines3");
    assertThat(test("test_environments", folder))
        .containsPattern("Gymnasium's checker passed [1-9]\\d+ times")
        .containsPattern("the checker of Stable-Baselines3 passed [1-9]\\d+ times")
        .contains("OK");
  }

  @Tag("nightly")
  @Test
  void rowsOfAgentsAreThoseOfEnvironments() throws Exception {
    Python.require("gymnasium");
    Path script = Python.PACKAGE.resolve("tests/rows_agent.py");
    for (String environment :
        List.of(
            "boredom, candidates: 12, slate_size: 4, max_session_length: 9",
            "browsing_and_ads",
            "interest_evolution, user: {time_budget: 6}, candidates: 5",
            "interest_exploration",
            "long_term_satisfaction, candidates: 3, growth: 1, resample: session, max_session_length: 9",
            "sardine, candidates: 12, slate_size: 4, max_session_length: 9",
            "six_states",
            "transition_matrix")) {
      Path own = Files.createDirectories(folder.resolve(environment.split(",")[0]));
      Trials.completed(
          Trials.read(
              own,
              """
              environment: {type: %s}
              agents: {rows: {type: process, version: a, command: %s}}
              evaluation: {sessions: 3}
              trials: {seeds: 0}
              """
                  .formatted(
                      environment,
                      Python.yaml(Python.command(script.toString(), own.toString())))));
    }
    assertThat(test("test_rows", folder)).contains("OK");
  }

  @Test
  void agentsEarnInGymnasiumWhatTheyEarnInJava() throws Exception {
    Python.require("gymnasium");
    Map<String, Object> expected = new TreeMap<>();
    expected.put("random", rewards(trials("{type: random}")));
    Completed[] learned =
        trials(
            "{type: epsilon_greedy, epsilon: 0.2, base: {type: tabular_q, gamma: 0.9,"
                + " learning_rate: 0.1, learning_rate_decay: 0}}");
    expected.put("tabular_q", rewards(learned));
    Map<String, Object> tables = new TreeMap<>();
    for (Completed trial : learned) {
      Weights weights = trial.weights().orElseThrow();
      tables.put(
          Integer.toString(trial.id().seed()),
          List.of(weights.tensors().get("keys").data(), weights.tensors().get("values").data()));
    }
    expected.put("tables", tables);
    expected.put("experiment", folder.resolve("small.yaml").toString());
    expected.put("agent", "same");
    expected.put("training_sessions", TRAINING_SESSIONS);
    Path file = folder.resolve("expected.json");
    JSON.writeValue(file.toFile(), expected);
    assertThat(test("test_rewards", file)).contains("OK");
  }

  private Completed[] trials(String agent) throws Exception {
    return Trials.completed(
        Trials.read(
            folder,
            """
            environment: {type: transition_matrix}
            agents: {same: %s}
            training: {warmup_sessions: %s, epochs: 1, updates_per_epoch: 1, sessions_per_update: 0}
            evaluation: {sessions: 200}
            trials: {seeds: 0..1}
            """
                .formatted(agent, TRAINING_SESSIONS)));
  }

  private static Map<String, double[]> rewards(Completed[] trials) {
    Map<String, double[]> rewards = new TreeMap<>();
    for (Completed trial : trials) {
      rewards.put(Integer.toString(trial.id().seed()), trial.rewards());
    }
    return rewards;
  }
}
