package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims over plausible worlds, from the run to the check. */
@Tag("slow")
class WorldVerbTest {
  /**
   * Users accept the first document with .6 and the second with .4 wherever they are, and leave
   * nearly only when they are cut off. So a session of n steps earns .6 n under myopic, and .5 n
   * under random: random loses .1 n, which is within a margin of 1 for n up to 10.
   */
  private static final String CONSTANT =
      """
      environment:
        type: transition_matrix
        p_exit_accepted: 0.000001
        p_exit_not_accepted: 0.000001
        max_session_length: 3
        acceptance: {rows: [[0.6, 0.4], [0.6, 0.4]]}
      agents: {random: {type: random}, myopic: {type: myopic}}
      evaluation: {sessions: 20}
      trials: {seeds: [0]}
      claims:
        - random: {not_worse_than: myopic, margin: {absolute: 1}, in: {ranges: {max_session_length: [1, 20]}, kinds: none, worlds: 20, share: %s}}
      """;

  @TempDir Path folder;

  private Printed says(String verb, String... more) {
    return Printed.by(folder, verb, more);
  }

  private void experiment(String name, String yaml) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("experiments")).resolve(name + ".yaml"), yaml);
  }

  private JsonNode worlds(String experiment) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve("reports/" + experiment + "/results.json").toFile())
        .get("worlds");
  }

  @Test
  void shareOfHoldingWorldsIsThatOfACaseKnownByHand() throws Exception {
    // The lower bound of 10 of 20 is .239: the claim HOLDS as soon as the tenth world holds.
    experiment("known", CONSTANT.formatted("0.238"));
    assertThat(says("run").text()).contains("known: world ");
    JsonNode study = worlds("known").get(0);
    assertThat(study.get("holds").asInt()).isEqualTo(10);
    assertThat(study.get("outcome").asText()).isEqualTo("holds");
    JsonNode levels = study.get("causes").get(0).get("levels");
    // 1 to 6 and 7 hold, of 8 to 13 three do, and none of 14 to 20. The last worlds did not run.
    assertThat(levels.get(0).get("holds").asInt()).isEqualTo(levels.get(0).get("worlds").asInt());
    assertThat(levels.get(2).get("holds").asInt()).isZero();
    assertThat(study.get("causes").get(0).get("p").asDouble()).isEqualTo(0.001);
    assertThat(study.get("summary").asText())
        .contains("; breaks under max_session_length 13.7 to 20 (0 of ");
    assertThat(says("check").text()).contains("known: 1 claim holds");

    // .24 needs an eleventh one, which there is not: 10 of 17 fail already.
    experiment("known", CONSTANT.formatted("0.24"));
    assertThat(says("check").output())
        .contains("\"random not_worse_than myopic in plausible worlds\" UNDECIDED: in 7 of 17")
        .contains("to decide, declare more worlds");
    for (Path trial : files("reports/known/trials/worlds")) {
      if (trial.toString().contains(File.separator + "5" + File.separator)) {
        Files.delete(trial);
      }
    }
    assertThat(says("check").output())
        .contains("INCOMPLETE: world 5 has no finished trial random-seed-0")
        .contains("run what is missing: mvn compile recsim:run -Drecsim.experiment=known");
    says("run");

    experiment("known", CONSTANT.formatted("0.9"));
    assertThat(says("check").output())
        .contains("\"random not_worse_than myopic in plausible worlds\" BROKEN: in ")
        .contains("see its page for the cause");
    assertThat(says("report").text()).contains("plausible worlds");
    assertThat(folder.resolve("reports/known/index.html"))
        .content()
        .contains("In plausible worlds: random not_worse_than myopic")
        .contains("It is not the chance that the claim is true of real users.");
  }

  @Test
  void learnedPolicyIsTheOneOfItsTrialInHiddenKinds() throws Exception {
    experiment(
        "learned",
        """
        environment: {type: transition_matrix, doc_num: 6}
        metrics: {regret: {type: regret}}
        agents:
          random: {type: random}
          q: {type: tabular_q}
          best: {type: optimal}
        training: {env_steps: 20000, updates: 200}
        evaluation: {sessions: 50}
        trials: {seeds: 0..1}
        claims:
          - q: {beats: random, in: {worlds: 6, share: 0.4, ranges: {p_exit_accepted: [0.05, 0.2]}}}
          - best: {not_worse_than: q, margin: {relative: 0.1}, in: {worlds: 6, share: 0.4, kinds: none}}
        """);
    assertThat(says("check").output()).contains("nothing to check");
    Printed ran = says("run", "--parallelism=2");
    assertThat(ran.code()).as(ran.output()).isEqualTo(ExitCode.FINE);
    JsonNode study = worlds("learned").get(0);
    assertThat(study.get("undecided").asInt()).as("values are exact").isZero();
    // Worlds of the second claim are the environment itself: policies have the scores of their
    // trials.
    assertThat(worlds("learned").get(1).get("worst").get("gain").asDouble())
        .isCloseTo(mean("learned", 2) - mean("learned", 1), offset(1e-9));
    byte[] results = Files.readAllBytes(folder.resolve("reports/learned/results.json"));
    List<Path> trials = files("reports/learned/trials/worlds");
    assertThat(trials)
        .anyMatch(it -> it.endsWith("q.1-seed-0.json"))
        .noneMatch(it -> it.endsWith("random.0-seed-0.json"));

    // A missing world runs again, with the same bytes for another parallelism.
    for (Path trial : trials) {
      if (trial.toString().contains(File.separator + "2" + File.separator)) {
        Files.delete(trial);
      }
    }
    says("run", "--parallelism=1");
    assertThat(folder.resolve("reports/learned/results.json")).hasBinaryContent(results);

    // The worst world runs by itself, and has the same scores.
    Path worst = folder.resolve("reports/learned/worst-world-1.yaml");
    Files.copy(worst, folder.resolve("experiments/learned-worst-world.yaml"));
    Printed own = says("run", "--experiment=learned-worst-world");
    assertThat(own.code()).as(own.output()).isEqualTo(ExitCode.FINE);
    JsonNode agents =
        new ObjectMapper()
            .readTree(folder.resolve("reports/learned-worst-world/results.json").toFile())
            .get("agents");
    assertThat(agents)
        .extracting(it -> it.get("name").asText())
        .containsExactly("random", "q.0", "q.1");
    double gain =
        (agents.get(1).get("mean").asDouble() + agents.get(2).get("mean").asDouble()) / 2
            - agents.get(0).get("mean").asDouble();
    assertThat(gain).isCloseTo(study.get("worst").get("gain").asDouble(), offset(1e-9));
  }

  @Test
  void simulatedWorldsMayBeUndecidedAndRetrainedAgentsArePairedBySeed() throws Exception {
    experiment(
        "slates",
        """
        environment: {type: interest_evolution, candidates: 5, slate_size: 2}
        agents:
          a: {type: random}
          b: {type: random}
          greedy: {type: greedy}
        evaluation: {sessions: 40}
        trials: {seeds: 0..2}
        claims:
          - a: {beats: b, in: {worlds: 3, share: 0.5, ranges: {slate_size: [1, 2]}, retrain: true}}
          - greedy: {not_worse_than: a, margin: {relative: 0.9}, in: {worlds: 3, share: 0.2, models: {few: {type: interest_evolution, candidates: 5, slate_size: 2, choice: {type: multinomial_logit, no_click_mass: 5}}}}}
        """);
    Printed ran = says("run");
    assertThat(ran.code()).as(ran.output()).isEqualTo(ExitCode.FINE);
    assertThat(worlds("slates").get(0).get("undecided").asInt()).isEqualTo(1);
    assertThat(worlds("slates").get(0).get("notes"))
        .extracting(JsonNode::asText)
        .contains("Agents are trained in each world: the claim is about the algorithm.");
    assertThat(files("reports/slates/trials/worlds")).anyMatch(it -> it.endsWith("a-seed-2.json"));
    assertThat(worlds("slates").get(1).get("holds").asInt()).isPositive();
  }

  /** The mean score of the agent at an index. */
  private double mean(String experiment, int agent) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve("reports/" + experiment + "/results.json").toFile())
        .get("agents")
        .get(agent)
        .get("mean")
        .asDouble();
  }

  private List<Path> files(String below) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
