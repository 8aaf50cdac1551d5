package dev.recsim.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.agent.onnx.OnnxOptions;
import dev.recsim.agent.onnx.OnnxProvider;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.contract.PromotedAgents;
import dev.recsim.env.exploration.InterestExplorationProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.Candidate;
import dev.recsim.serve.RankRequest;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.Ranking;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A promoted model answers requests with the slates of its recorded evaluation. */
@Tag("slow")
class ServedModelTest {
  @TempDir Path folder;

  @Test
  void aRankerShowsTheSlatesOfTheEvaluation() throws IOException {
    Case learner = Case.ALL.get(9);
    Path model = Files.write(folder.resolve("it.onnx"), learner.train(1).onnx());
    InterestExplorationProvider world = new InterestExplorationProvider();
    PromotedAgents agents =
        new PromotedAgents(
            new Part<>(
                new OnnxProvider(), new OnnxOptions(model.toString(), null, null, null, null)),
            new Part<>(
                world,
                world
                    .defaults()
                    .with("candidates", 10)
                    .with("slate_size", 2)
                    .with("max_session_length", 50)),
            1,
            20);
    Completed recorded = agents.write(folder.resolve("promoted")).get(0);
    Files.delete(model);
    try (Ranker ranker = Ranker.load(folder.resolve("promoted"))) {
      Space space = agents.world().space();
      int[] answers = {0};
      Policy served =
          (observation, key) -> {
            answers[0]++;
            return slate(ranker.rank(request(space, observation, key)));
          };
      Trial trial = agents.trial(0);
      Trial judged =
          new Trial(
              trial.id(),
              trial.root(),
              trial.environmentName(),
              trial.environment(),
              (environment, key) -> () -> served,
              trial.training(),
              trial.evaluation());
      Completed played = (Completed) judged.run();
      assertThat(answers[0]).isGreaterThan(100);
      assertThat(played.digest()).isEqualTo(recorded.digest());
      assertThat(played.rewards()).isEqualTo(recorded.rewards());
    }
  }

  private static RankRequest request(Space space, Observation seen, RandomKey key) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < seen.candidates().size(); i++) {
      Document each = seen.candidates().get(i);
      Map<String, Double> features = named(space.documentFeatures(), each.features());
      candidates.add(new Candidate("c" + i, each.topic(), features));
    }
    Map<String, Double> user = named(space.userFeatures(), seen.user());
    return new RankRequest("unit", null, null, user, candidates, key.bits());
  }

  private static Map<String, Double> named(List<String> names, double[] values) {
    Map<String, Double> named = new LinkedHashMap<>();
    IntStream.range(0, values.length).forEach(i -> named.put(names.get(i), values[i]));
    return named;
  }

  private static Slate slate(Ranking ranking) {
    return Slate.of(
        ranking.documents().stream().mapToInt(it -> Integer.parseInt(it.substring(1))).toArray());
  }
}
