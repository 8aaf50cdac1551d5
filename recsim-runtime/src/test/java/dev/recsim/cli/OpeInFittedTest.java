package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sessions of several steps: the environment that was fitted to a log as the model, with the
 * estimators by weights beside it, against the exact values of the environment that was logged.
 */
@Tag("slow")
class OpeInFittedTest {
  private static final String AGENTS =
      """
      agents: {random: {type: random}, optimal: {type: optimal}}
      trials: {seeds: 0}
      evaluation: {sessions: 10}
      """;

  @TempDir Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(folder.resolve("experiments/environments"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve("experiments/" + name + ".yaml"), text);
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("reports/" + file).toFile());
  }

  /** Logs random documents, fits an environment, and evaluates agents in it and by weights. */
  private JsonNode policies(String exits, int sessions) throws IOException {
    String real = "environment: {type: transition_matrix, doc_num: 5, %s}\n".formatted(exits);
    write("real", real + AGENTS.replace("sessions: 10", "sessions: " + sessions));
    write(
        "environments/shop",
        "logs: {file: ../../reports/log/sessions}\nmodel: {type: responses}\n");
    write(
        "log",
        real
            + "agents: {random: {type: random}}\ntrials: {seeds: 0}\nevaluation: {sessions: %s}\n"
                .formatted(sessions));
    write(
        "judge",
        "environment: {type: fitted, file: environments/shop.json}\n"
            + AGENTS
            + "logs: {file: ../reports/log/sessions}\nevaluate: {}\n");
    assertThat(Printed.by(folder, "run", "--experiment=log", "--session-logs=jsonl").code())
        .isEqualTo(ExitCode.FINE);
    assertThat(Printed.by(folder, "fit").code()).isEqualTo(ExitCode.FINE);
    assertThat(Printed.by(folder, "run", "--experiment=real").code()).isEqualTo(ExitCode.FINE);
    Printed printed = Printed.by(folder, "ope", "--experiment=judge");
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.text())
        .contains("optimal in the fitted environment: ", "the log leaves open ");
    assertThat(Files.readString(folder.resolve("reports/judge/ope.html")))
        .contains("In the fitted environment");
    return json("judge/ope.json").path("policies");
  }

  private double exact(int agent) throws IOException {
    return json("real/results.json").path("agents").get(agent).path("mean").asDouble();
  }

  @Test
  void bothAgreeWithTheExactValuesWhereWeightsCarryAnAnswer() throws IOException {
    JsonNode policies = policies("p_exit_accepted: 0.85, p_exit_not_accepted: 0.95", 2_500);
    for (int agent = 0; agent < 2; agent++) {
      JsonNode policy = policies.get(agent);
      double exact = exact(agent);
      JsonNode wdr = policy.at("/estimates/0");
      assertThat(wdr.path("estimator").asText()).as(policy.toString()).isEqualTo("wdr");
      // 5 standard errors.
      assertThat(wdr.path("value").asDouble())
          .isCloseTo(exact, within(5 * wdr.path("standard_error").asDouble()));
      // The interval of the draws is about 4 standard errors wide, so this is 5 of them.
      double width =
          policy.at("/fitted/draws/1").asDouble() - policy.at("/fitted/draws/0").asDouble();
      assertThat(policy.at("/fitted/value").asDouble()).isCloseTo(exact, within(1.25 * width));
      assertThat(policy.at("/fitted/thin_steps").asDouble()).isZero();
    }
    // All weights are 1: both are the mean of the log, except for the model's prior.
    assertThat(policies.at("/0/estimates/0/value").asDouble())
        .isCloseTo(policies.at("/0/fitted/value").asDouble(), within(0.02));
  }

  @Test
  void theModelAnswersWhereWeightsAreRefused() throws IOException {
    JsonNode optimal = policies("p_exit_accepted: 0.1, p_exit_not_accepted: 0.2", 700).get(1);
    assertThat(optimal.path("refused").asBoolean()).isTrue();
    assertThat(optimal.path("estimates")).isEmpty();
    double exact = exact(1);
    // The error of a fit to 700 sessions of 5 documents has a standard deviation of about 3 %.
    assertThat(optimal.at("/fitted/value").asDouble()).isCloseTo(exact, within(0.1 * exact));
    assertThat(Files.readString(folder.resolve("reports/judge/ope.html")))
        .contains("Policies in the fitted environment", "No answer for optimal: ");
  }

  /** Users at one document accept the other one, and leave. */
  @ParameterizedTest
  @CsvSource({"pan, atlas", "1, 0"})
  void documentsAndStatesOfALogHaveTheirNames(String one, String other) throws IOException {
    StringBuilder log = new StringBuilder("visit,at,shown,accepted,p,end\n");
    for (int visit = 0; visit < 4_000; visit++) {
      String at = visit % 2 == 0 ? one : other;
      String shown = visit % 4 < 2 ? one : other;
      int accepted = at.equals(shown) ? 0 : 1;
      log.append("v%s,%s,%s,%s,0.5,ended%n".formatted(visit, at, shown, accepted));
    }
    Files.writeString(folder.resolve("experiments/visits.csv"), log);
    String columns =
        ", columns: {session: visit, state: [at], action: shown, reward: accepted, propensity: p,"
            + " status: end}}\n";
    write(
        "environments/shop", "logs: {file: ../visits.csv" + columns + "model: {type: responses}\n");
    write(
        "judge",
        "environment: {type: fitted, file: environments/shop.json}\n"
            + AGENTS
            + "logs: {file: visits.csv"
            + columns
            + "evaluate: {}\n");
    assertThat(Printed.by(folder, "fit").errors()).isEmpty();
    Printed printed = Printed.by(folder, "ope", "--experiment=judge");
    assertThat(printed.errors()).isEmpty();
    JsonNode policies = json("judge/ope.json").path("policies");
    assertThat(policies.at("/0/estimates/0/value").asDouble()).isCloseTo(0.5, within(0.01));
    assertThat(policies.at("/1/estimates/0/value").asDouble()).isCloseTo(1, within(0.01));
  }
}
