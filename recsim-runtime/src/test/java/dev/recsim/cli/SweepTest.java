package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grids, several environments and set values from the run to the baseline. */
@Tag("slow")
class SweepTest {
  private static final String EXPERIMENT =
      """
      title: A grid
      environment: {type: transition_matrix, doc_num: 3}
      agents: {random: {type: random}, optimal: {type: optimal}}
      evaluation: {sessions: 20}
      trials: {seeds: 0..4}
      """;

  @TempDir Path folder;

  @BeforeEach
  void makeFolder() throws Exception {
    Files.createDirectory(folder.resolve("experiments"));
  }

  @Test
  void gridOverTheEnvironmentHasAReportEachAndAPageOfAll() throws Exception {
    write("grid.yaml", EXPERIMENT + "sweep: {environment.p_exit_accepted: [0.2, 0.1]}\n");
    Printed run = says("run");

    assertThat(run.code()).isEqualTo(ExitCode.FINE);
    assertThat(run.text()).endsWith("grid: " + report("grid/index.html") + "\n");
    JsonNode results = results("grid/p_exit_accepted=0.1");
    assertThat(results.path("experiment").asText()).isEqualTo("grid/p_exit_accepted=0.1");
    assertThat(results.at("/swept/base").asText()).isEqualTo("grid");
    assertThat(results.at("/swept/keys").properties())
        .hasToString("[environment.p_exit_accepted=\"0.1\"]");
    assertThat(report("grid/p_exit_accepted=0.1/index.html"))
        .content()
        .contains("A grid: environment.p_exit_accepted 0.1", "href=\"../index.html\">grid</a>");
    assertThat(report("index.html"))
        .content()
        .contains("grid/p_exit_accepted=0.2/index.html", "href=\"grid/index.html\">grid</a>");

    String page = Files.readString(report("grid/index.html"));
    assertThat(page)
        .contains(
            "<h1>A grid</h1>",
            "Scores by p_exit_accepted",
            "href=\"../grid/p_exit_accepted=0.2/index.html\"")
        .contains("\"values\":[\"0.1\",\"0.2\"]");
    says("report");
    assertThat(report("grid/index.html")).hasContent(page);
  }

  @Test
  void eachPointHasABaselineOfItsOwn() throws Exception {
    write("grid.yaml", EXPERIMENT + "environments: {a: {}, b: {p_exit_accepted: 0.5}}\n");
    says("run");

    assertThat(says("baseline").code()).isEqualTo(ExitCode.FINE);
    assertThat(folder.resolve("experiments/baselines/grid/a.json")).exists();
    assertThat(folder.resolve("experiments/baselines/grid/b.json")).exists();
    assertThat(says("check", "--fail-on-missing-baseline=true").code()).isEqualTo(ExitCode.FINE);
    assertThat(report("grid/b/junit.xml")).exists();
    Printed compare = says("compare", "--experiment=grid/b");
    assertThat(compare.code()).isEqualTo(ExitCode.FINE);
    assertThat(compare.text()).contains("grid/b").doesNotContain("grid/a");
  }

  /** Oracles do not compete, on the page of the group as on the pages of its experiments. */
  @Test
  void groupPageAgreesWithItsMembers() throws Exception {
    write(
        "two.yaml",
        """
        environment: {type: transition_matrix, doc_num: 10, emb_size: 4}
        environments: {calm: {p_exit_accepted: 0.05}, hasty: {p_exit_accepted: 0.3}}
        agents:
          random: {type: random}
          own_optimal: {type: epsilon_greedy, base: {type: optimal}, epsilon: 0}
          actor_critic: {type: actor_critic, engine: java, gamma: 0.8, top_k: 5, tau: 0.002}
        training: {epochs: 1}
        trials: {seeds: 0..4}
        """);
    says("run");

    for (String member : List.of("two/calm", "two/hasty")) {
      assertThat(report(member + "/index.html"))
          .content()
          .contains("<p class=\"headline\">actor_critic earns ");
      JsonNode results = results(member);
      assertThat(results.at("/winner/agents/0").asText()).isEqualTo("actor_critic");
      assertThat(results.at("/winner/clear").asBoolean()).isTrue();
      assertThat(results.at("/agents/1/oracle").asBoolean()).isTrue();
      assertThat(results.at("/agents/2/oracle").asBoolean()).isFalse();
      assertThat(results.at("/agents/1/mean").asDouble())
          .isGreaterThan(results.at("/agents/2/mean").asDouble());
    }
    assertThat(report("two/index.html"))
        .content()
        .contains(
            "<p class=\"headline\">actor_critic earns the most in all 2 experiments.</p>",
            "The winner is clear in each of them.");
  }

  @Test
  void onePointCanBeChosen() throws Exception {
    write("grid.yaml", EXPERIMENT + "environments: {a: {}, b: {p_exit_accepted: 0.5}}\n");

    assertThat(says("run", "--experiment=grid/b", "--dry-run").text())
        .startsWith("grid/b: 10 trials")
        .contains("1 experiment: 10 trials");
    assertThat(says("run", "--experiment=grid/*", "--dry-run").text()).contains("2 experiments");
    Printed none = says("run", "--experiment=grid/c", "--dry-run");
    assertThat(none.code()).isEqualTo(ExitCode.NOTHING_SELECTED);
    assertThat(none.errors()).contains("there are [grid]");
  }

  @Test
  void sweptAgentsAreShownByTheirKeys() throws Exception {
    write(
        "grid.yaml",
        EXPERIMENT.replace("optimal}", "optimal}, learner: {type: actor_critic, engine: java}")
            + "training: {warmup_sessions: 5, epochs: 1, updates_per_epoch: 1, batch_size: 4}\n"
            + "sweep: {agents.learner.gamma: [0, 0.5], agents.learner.top_k: [1]}\n");
    says("run");

    JsonNode agent = results("grid").at("/agents/3");
    assertThat(agent.path("name").asText()).isEqualTo("learner-gamma=0.5-top_k=1");
    assertThat(agent.at("/swept/base").asText()).isEqualTo("learner");
    assertThat(agent.at("/swept/keys/gamma").asText()).isEqualTo("0.5");
    assertThat(results("grid").has("swept")).isFalse();
    assertThat(results("grid").at("/agents/0").has("swept")).isFalse();
    assertThat(report("grid/index.html"))
        .content()
        .contains("Scores by gamma", "Equal in all: top_k 1.", "\"kind\":\"lines\"");
    assertThat(report("grid/trials/learner-gamma=0.5-top_k=1-seed-4.json")).exists();
  }

  @Test
  void setValuesLeaveTheReportOfTheFileAlone() throws Exception {
    write("grid.yaml", EXPERIMENT);
    says("run");
    String before = Files.readString(report("grid/results.json"));
    Printed run = says("run", "--set=environment.p_exit_accepted=0.5,trials.seeds=0..1");

    assertThat(run.code()).isEqualTo(ExitCode.FINE);
    String name = "grid/environment.p_exit_accepted=0.5-trials.seeds=0..1";
    assertThat(results(name).path("experiment").asText()).isEqualTo(name);
    assertThat(results(name).path("resolved").asText()).contains("p_exit_accepted: 0.5");
    assertThat(report("grid/results.json")).hasContent(before);
    assertThat(says("run").text()).contains("grid: unchanged, 10 already stored");
    assertThat(says("compare", "--base=" + report("grid"), "--head=" + report(name)).code())
        .isEqualTo(ExitCode.FINE);
  }

  @Test
  void wrongSettingRunsNothing() throws Exception {
    write("grid.yaml", EXPERIMENT);
    Printed run = says("run", "--set=agents.random.gamma=1");

    assertThat(run.code()).isEqualTo(ExitCode.INVALID_EXPERIMENT);
    assertThat(run.errors())
        .isEqualTo(
            "recsim.set: agents.random.gamma: unknown key \"gamma\"; known keys: type, training,"
                + " description\n");
    assertThat(says("validate", "--set=seed").errors())
        .contains("recsim.set must be <path>=<value>");
    assertThat(folder.resolve("reports")).doesNotExist();
  }

  private void write(String name, String yaml) throws IOException {
    Files.writeString(folder.resolve("experiments").resolve(name), yaml);
  }

  private Path report(String path) {
    return folder.resolve("reports").resolve(path);
  }

  private JsonNode results(String experiment) throws IOException {
    return new ObjectMapper().readTree(report(experiment + "/results.json").toFile());
  }

  private Printed says(String verb, String... more) {
    return Printed.by(folder, verb, more);
  }
}
