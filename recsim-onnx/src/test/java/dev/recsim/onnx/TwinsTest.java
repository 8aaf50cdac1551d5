package dev.recsim.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.recsim.agent.onnx.OnnxOptions;
import dev.recsim.api.Agent;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents with the same topic and features, between which only their order decides. */
@Tag("slow")
class TwinsTest {
  private static final int OBSERVATIONS = 640;
  private static final int BATCH = 64;
  private static final double ROUNDING = 1e-6;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type: interest_evolution, candidates: 12, slate_size: 3",
        "type: interest_evolution, candidates: 70, slate_size: 2",
        "type: interest_exploration, candidates: 15, slate_size: 4",
        "type: long_term_satisfaction, candidates: 5, slate_size: 2, growth: 1, resample: session,"
            + " max_session_length: 8"
      })
  void slatesAreThoseOfJava(String environment) throws Exception {
    Trained trained = Trained.of(environment, "type: actor_critic, engine: java", OBSERVATIONS);
    Path file = Files.write(folder.resolve("it.onnx"), trained.onnx());
    OnnxOptions options = new OnnxOptions(file.toString(), null, null, null, null);
    try (Agent agent = new RuntimeModels().open(options, trained.environment())) {
      Policy java = restored(trained.agent(), trained);
      List<Slate> expected = slates(java, trained.seen());
      List<Slate> shown = slates(agent.greedy(), trained.seen());
      for (int i = 0; i < OBSERVATIONS; i++) {
        double[] scores = java.documentScores(trained.seen().get(i)).orElseThrow();
        for (int p = 0; p < expected.get(i).size(); p++) {
          double one = scores[expected.get(i).document(p)];
          double other = scores[shown.get(i).document(p)];
          // Scores that are not equal may differ by rounding; those of twins are equal.
          assertThat(other).isCloseTo(one, offset(ROUNDING));
          if (other == one) {
            assertThat(shown.get(i).document(p)).isEqualTo(expected.get(i).document(p));
          }
        }
      }
    }
  }

  private static <C extends Record> Policy restored(AgentSpec<C> agent, Trained trained) {
    return agent.provider().restore(agent.options(), trained.environment(), trained.weights());
  }

  private static List<Slate> slates(Policy policy, List<Observation> seen) {
    List<Slate> slates = new ArrayList<>();
    for (int from = 0; from < seen.size(); from += BATCH) {
      Batch batch = new Batch(BATCH);
      seen.subList(from, from + BATCH).forEach(it -> batch.add(it, RandomKey.root(0)));
      policy.recommend(batch);
      for (int i = 0; i < BATCH; i++) {
        slates.add(batch.slate(i));
      }
    }
    return slates;
  }
}
