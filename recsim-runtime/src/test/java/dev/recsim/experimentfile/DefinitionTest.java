package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each key of an experiment is in one place: the arena, the definition of an agent, or the rest.
 */
class DefinitionTest {
  private static final String YAML =
      """
      title: Before
      seed: 1
      environment: {type: transition_matrix, doc_num: 2, emb_size: 4, acceptance: {file: matrix.csv}}
      metrics: {good: {type: reward_reached, reward: 3}}
      agents:
        plain: {type: actor_critic}
        v1.5: {type: actor_critic, gamma: 0.5, training: {epochs: 3}}
        noisy: {type: epsilon_greedy, epsilon: 0.2, base: {type: actor_critic, gamma: 0.7}}
      training: {epochs: 2}
      evaluation: {sessions: 8}
      trials: {seeds: 0..2}
      baseline: {margin: {relative: 0.1}}
      claims: [{plain: {mean_reward: ">= 0"}}]
      """;

  @TempDir private Path folder;

  @BeforeEach
  void matrix() throws Exception {
    Files.writeString(folder.resolve("matrix.csv"), "0.5,0.5\n0.25,0.75\n");
  }

  @Test
  void everyKeyIsWhereItBelongs() throws Exception {
    Definition definition = read(YAML);

    assertThat(definition.arena())
        .containsEntry("seed", "1")
        .containsEntry("environment.type", "transition_matrix")
        .containsEntry("environment.acceptance.file", "matrix.csv")
        .containsEntry("evaluation.sessions", "8")
        .hasEntrySatisfying("matrix.csv", it -> assertThat(it).matches("SHA-256 [0-9a-f]{12}"))
        .allSatisfy(
            (key, value) ->
                assertThat(key).matches("seed|matrix\\.csv|(environment|evaluation)\\..*"));
    assertThat(definition.agents()).containsOnlyKeys("plain", "v1.5", "noisy");
    assertThat(definition.agents().get("noisy"))
        .containsEntry("type", "epsilon_greedy")
        .containsEntry("base.type", "actor_critic")
        .containsEntry("base.gamma", "0.7")
        .containsEntry("training.epochs", "2");
    assertThat(definition.rest())
        .containsOnlyKeys(
            "name",
            "title",
            "metrics.good.reward",
            "metrics.good.type",
            "trials.seeds",
            "baseline.margin.relative",
            "claims");
  }

  private static List<String> schedule(Definition definition, String agent) {
    return definition.agents().get(agent).keySet().stream()
        .filter(key -> key.startsWith("training."))
        .toList();
  }

  @Test
  void scheduleOfAnAgentIsItsOwnOrElseTheExperiments() throws Exception {
    Definition definition = read(YAML);

    assertThat(definition.agents().get("plain")).containsEntry("training.epochs", "2");
    assertThat(definition.agents().get("v1.5"))
        .containsEntry("training.epochs", "3")
        .containsEntry("training.keep", "last");
    assertThat(schedule(definition, "v1.5")).isEqualTo(schedule(definition, "plain"));
  }

  @ParameterizedTest
  @CsvSource({
    "seed: 1, seed: 2, arena",
    "emb_size: 4, emb_size: 5, arena",
    "sessions: 8, sessions: 9, arena",
    "gamma: 0.5, gamma: 0.6, v1.5",
    "gamma: 0.7, gamma: 0.6, noisy",
    "epsilon: 0.2, epsilon: 0.3, noisy",
    "epochs: 3, epochs: 4, v1.5",
    "epochs: 2, epochs: 4, plain noisy",
    "title: Before, title: After, rest",
    "0..2, 0..9, rest",
    "relative: 0.1, relative: 0.2, rest",
    "reward: 3, reward: 4, rest",
    "'>= 0', '>= 1', rest"
  })
  void changeIsSeenWhereItBelongsAndNowhereElse(String from, String to, String where)
      throws Exception {
    assertThat(YAML).contains(from);
    Definition before = read(YAML);
    Definition after = read(YAML.replace(from, to));

    assertThat(!before.arena().equals(after.arena())).isEqualTo(where.equals("arena"));
    assertThat(!before.rest().equals(after.rest())).isEqualTo(where.equals("rest"));
    before
        .agents()
        .forEach(
            (name, keys) ->
                assertThat(!keys.equals(after.agents().get(name)))
                    .as(name)
                    .isEqualTo(where.contains(name)));
  }

  @Test
  void bytesOfADataFileAreOfTheArena() throws Exception {
    Definition before = read(YAML);
    Files.writeString(folder.resolve("matrix.csv"), "0.5,0.5\n0.25,0.76\n");
    Definition after = read(YAML);

    assertThat(after.arena()).isNotEqualTo(before.arena());
    assertThat(after.agents()).isEqualTo(before.agents());
  }

  @Test
  void fileThatAnAgentNamesIsOfThatAgentAndOneThatNobodyNamesOfTheArena() {
    Definition definition =
        Definition.of(
            "agents: {a: {type: t, file: x.csv}, b: {type: t}}",
            Map.of("x.csv", "0123456789abcdef", "y.csv", "fedcba9876543210"));

    assertThat(definition.agents().get("a")).containsEntry("x.csv", "SHA-256 0123456789ab");
    assertThat(definition.agents().get("b")).containsOnlyKeys("type");
    assertThat(definition.arena()).containsOnlyKeys("y.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "[", "[1]"})
  void textThatIsNoExperimentIsRefused(String text) {
    assertThatThrownBy(() -> Definition.of(text, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a resolved experiment: ");
  }

  private Definition read(String yaml) throws Exception {
    ExperimentSpec spec = ExperimentReader.read(Files.writeString(folder.resolve("x.yaml"), yaml));
    return Definition.of(spec.resolved(), spec.files());
  }
}
