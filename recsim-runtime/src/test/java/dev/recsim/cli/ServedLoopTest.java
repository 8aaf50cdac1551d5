package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.contract.PromotedAgents;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.Candidate;
import dev.recsim.serve.RankRequest;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.RankerOptions;
import dev.recsim.serve.RankerOptions.Source;
import dev.recsim.serve.Ranking;
import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.arm.Arms;
import dev.recsim.serve.explore.Exploration;
import dev.recsim.serve.log.FileSink;
import dev.recsim.serve.log.FileSinkOptions;
import dev.recsim.served.Outcome;
import dev.recsim.stats.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ranker explores in two arms and logs what users of a simulated environment do, and {@code
 * recsim:ope} tells from the log what two other policies earn. All keys are fixed.
 */
@Tag("slow")
class ServedLoopTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DECISIONS = 20_000;
  private static final int USERS = 20_000;

  /** The users of the truth are not those of the log. */
  private static final RandomKey TRUTH = RandomKey.root(1);

  private static final RandomKey LOGGED = RandomKey.root(2);

  /** The same six documents for all users. */
  private static final String WORLD =
      """
      environment: {type: interest_evolution, candidates: 6, slate_size: 2, resample: corpus,
        reward: click, max_session_length: 1}
      trials: {seeds: 0}
      evaluation: {sessions: 10}
      """;

  @TempDir Path folder;

  private ExperimentSpec spec(String name, String more) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return ExperimentReader.read(Files.writeString(file, WORLD + more));
  }

  @Test
  void aServedLogTellsWhatOtherPoliciesEarn() throws Exception {
    ExperimentSpec served = spec("served.yaml", "agents: {it: {type: ppo, hidden: [8]}}\n");
    var environment =
        new Part<dev.recsim.api.EnvironmentProvider<?>>(
            served.environment().provider(), served.environment().options());
    new PromotedAgents(part(served.agents().get(0)), environment, 1, 2)
        .write(folder.resolve("promoted"));
    Environment world = Environments.of(served);
    catalogue(world);

    Map<String, Ranking> answers = serve(world);

    assertLogged(answers);
    ExperimentSpec judge =
        spec(
            "experiments/judge.yaml",
            """
            agents: {random: {type: random}, greedy: {type: greedy}}
            logs: {type: served, folder: ../served, catalogue: ../catalogue.jsonl}
            evaluate: {}
            """);
    Printed ope = Printed.by(folder, "ope", "--experiment=judge");
    assertThat(ope.code()).as(ope.output()).isEqualTo(ExitCode.FINE);
    JsonNode report = JSON.readTree(folder.resolve("reports/judge/ope.json").toFile());
    assertThat(report.at("/log/sessions").asInt()).as(report.get("log") + "").isEqualTo(DECISIONS);
    for (int i = 0; i < 2; i++) {
      assertRight(report.at("/policies/" + i), truth(world, part(judge.agents().get(i))));
    }
  }

  private static Part<AgentProvider<?>> part(AgentSpec<?> agent) {
    return new Part<>(agent.provider(), agent.options());
  }

  private void catalogue(Environment world) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Document each : world.open(TRUTH).start().candidates()) {
      var line = JSON.createObjectNode().put("id", id((int) each.id())).put("topic", each.topic());
      line.set(
          "features", JSON.valueToTree(named(world.space().documentFeatures(), each.features())));
      lines.append(line).append('\n');
    }
    Files.writeString(folder.resolve("catalogue.jsonl"), lines);
  }

  private static String id(int document) {
    return "sku-" + document;
  }

  private static Map<String, Double> named(List<String> names, double[] values) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      named.put(names.get(i), values[i]);
    }
    return named;
  }

  /** Returns the answers by decision. */
  private Map<String, Ranking> serve(Environment world) {
    Map<String, Ranking> answers = new HashMap<>();
    try (Ranker ranker = Ranker.open(options())) {
      for (int i = 0; i < DECISIONS; i++) {
        Session session = world.open(LOGGED.child(i));
        Ranking answer = ranker.rank(request(world.space(), session.start(), i));
        answers.put(answer.decision(), answer);
        int[] slate =
            answer.documents().stream().mapToInt(it -> Integer.parseInt(it.substring(4))).toArray();
        ranker.outcome(outcome(answer.decision(), session.recommend(Slate.of(slate))));
      }
    }
    return answers;
  }

  private RankerOptions options() {
    Arms arms =
        new Arms(
            "salt",
            List.of(
                arm("epsilon", new Exploration.EpsilonGreedy(0.5)),
                arm("softmax", new Exploration.Softmax(1))));
    FileSinkOptions log = FileSinkOptions.of(folder.resolve("served"));
    return RankerOptions.of(Map.of("it", Source.of(folder.resolve("promoted"))))
        .withCatalogue(folder.resolve("catalogue.jsonl"))
        .withArms(arms)
        .withSink(
            FileSink.open(new FileSinkOptions(log.folder(), 1 << 20, false, null, log.queue())));
  }

  private static Arm arm(String name, Exploration explore) {
    return new Arm(name, "it", 0.5, explore, null, Arm.Period.ALWAYS);
  }

  /** Every other request names the candidates, which are the whole catalogue. */
  private static RankRequest request(Space space, Observation seen, int number) {
    return new RankRequest(
        "u" + number,
        null,
        null,
        named(space.userFeatures(), seen.user()),
        number % 2 == 0
            ? List.of()
            : IntStream.range(0, 6).mapToObj(it -> Candidate.of(id(it))).toList(),
        (long) number);
  }

  private static Outcome outcome(String decision, Step step) {
    List<Integer> clicks =
        IntStream.range(0, step.response().clicks())
            .mapToObj(it -> step.response().click(it))
            .toList();
    return new Outcome(decision, clicks, null, step.reward(), Map.of(), "ended");
  }

  /** Each decision is in the log as the ranker has answered it. */
  private void assertLogged(Map<String, Ranking> answers) throws IOException {
    assertThat(answers).hasSize(DECISIONS);
    int decisions = 0;
    Map<String, Integer> arms = new HashMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("served"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".jsonl")).toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode record = JSON.readTree(line);
          if (!record.get("kind").asText().equals("decision")) {
            continue;
          }
          decisions++;
          Ranking answer = answers.get(record.get("id").asText());
          arms.merge(answer.arm(), 1, Integer::sum);
          assertThat(JSON.convertValue(record.get("slate_ids"), String[].class))
              .containsExactlyElementsOf(answer.documents());
          assertThat(JSON.convertValue(record.get("propensities"), double[].class))
              .containsExactly(answer.propensities());
        }
      }
    }
    assertThat(decisions).isEqualTo(DECISIONS);
    assertThat(arms).containsOnlyKeys("epsilon", "softmax");
    // The bound is 4.2 standard deviations of the share of 20,000 units.
    assertThat(arms.get("epsilon") / (double) DECISIONS).isCloseTo(0.5, within(0.015));
  }

  /** The click probability of the agent's slates, without the randomness of clicks. */
  private static Estimate truth(Environment world, Part<AgentProvider<?>> part) {
    double[] clicks = new double[USERS];
    try (Agent agent =
        part.make((AgentProvider<Record> it, Record options) -> it.create(options, world, TRUTH))) {
      for (int i = 0; i < USERS; i++) {
        Session session = world.open(TRUTH.child(i));
        Slate slate = agent.greedy().recommend(session.start(), TRUTH.child(i).child("slate"));
        double[] probabilities = session.clickProbabilities(slate);
        clicks[i] = 1 - probabilities[probabilities.length - 1];
      }
    }
    return Estimate.of(clicks);
  }

  /** A right estimate is outside with probability 6e-5, one of the four with 2e-4. */
  private static void assertRight(JsonNode policy, Estimate truth) {
    assertThat(policy.get("refusals")).as(policy + "").isEmpty();
    for (String name : List.of("sips", "sn_sips")) {
      JsonNode estimate =
          IntStream.range(0, policy.get("estimates").size())
              .mapToObj(policy.get("estimates")::get)
              .filter(it -> it.get("estimator").asText().equals(name))
              .findFirst()
              .orElseThrow();
      double error = Math.hypot(estimate.get("standard_error").asDouble(), truth.standardError());
      assertThat(error).as(policy + "").isLessThan(0.04);
      assertThat(estimate.get("value").asDouble())
          .as(policy + " " + truth)
          .isCloseTo(truth.mean(), within(4 * error));
    }
  }
}
