package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.GreedySearch;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class LargeCatalogueTest {
  private static final ActorCritic PROVIDER = new ActorCritic();
  private static final RandomKey KEY = RandomKey.root(42);
  private static final int MANY = 10_001;

  @ParameterizedTest
  @CsvSource({"10000, false", "10001, true"})
  void aboveTenThousandStatesAreVectorsAndOnlyTouchedOnesMove(int documents, boolean large) {
    Environment world = Environment.of(new Space(documents, 1, documents));
    try (Agent agent = PROVIDER.create(PROVIDER.defaults(), world, KEY)) {
      Learner learner = agent.learner().orElseThrow();
      learner.observe(transition(7, 3));
      Weights before = learner.weights();
      learner.update(8);
      learner.update(8);
      Weights after = learner.weights();
      assertThat(after.tensors().containsKey("states")).isEqualTo(large);
      assertThat(after.get("actor.0.weight", 64, large ? 16 : documents)).isNotNull();
      assertThat(moved(before, after, "embeddings", documents)).isEqualTo(1);
      if (large) {
        assertThat(moved(before, after, "states", documents)).isEqualTo(1);
      }
    }
  }

  private static Transition transition(int state, int document) {
    Step step = new Step(Response.FIRST, 1, new Observation(state + 1), Status.CONTINUES);
    return new Transition(new Observation(state), Slate.of(document), step);
  }

  private static int moved(Weights before, Weights after, String table, int rows) {
    float[] was = before.tensors().get(table).data();
    float[] is = after.tensors().get(table).data();
    int size = is.length / rows;
    int count = 0;
    for (int i = 0; i < rows; i++) {
      boolean moved = false;
      for (int k = i * size; k < (i + 1) * size; k++) {
        moved |= was[k] != is[k];
      }
      count += moved ? 1 : 0;
    }
    return count;
  }

  /** Each state has one good document; its vectors are all that tells states apart. */
  @Tag("nightly")
  @Test
  void vectorsOfStatesLearnWhatBelongsTogether() {
    assertThatVectorsLearn(ActorLoss.GREEDY_REGRESSION, 0);
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({"DETERMINISTIC_POLICY_GRADIENT, 0", "GREEDY_REGRESSION, 0.5"})
  void vectorsOfStatesLearnWithOtherLossesToo(ActorLoss loss, double gamma) {
    assertThatVectorsLearn(loss, gamma);
  }

  private static void assertThatVectorsLearn(ActorLoss loss, double gamma) {
    int documents = 12;
    ActorCriticOptions options =
        TestOptions.with(
            "emb_size", 8, "actor_loss", loss, "gamma", gamma, "value_scale", 1.0, "top_k", 6);
    Environment world = Environment.of(new Space(documents, 1, MANY));
    try (Agent agent = PROVIDER.create(options, world, KEY)) {
      Learner learner = agent.learner().orElseThrow();
      for (int s = 0; s < documents; s++) {
        for (int d = 0; d < documents; d++) {
          double reward = d == (s * 5 + 1) % documents ? 1 : 0;
          Observation next = new Observation(KEY.below(documents * s + d, documents));
          Step step = new Step(Response.FIRST, reward, next, Status.CONTINUES);
          learner.observe(new Transition(new Observation(s), Slate.of(d), step));
        }
      }
      for (int i = 0; i < 1_500; i++) {
        learner.update(64);
      }
      int right = 0;
      for (int s = 0; s < documents; s++) {
        Slate shown = agent.greedy().recommend(new Observation(s), KEY);
        right += shown.document(0) == (s * 5 + 1) % documents ? 1 : 0;
      }
      assertThat(right).isGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void anIndexOfRawVectorsIsRefused() {
    ActorCriticOptions raw =
        TestOptions.with("greedy_search", GreedySearch.INDEX, "neighbours", Neighbours.RAW);
    InvalidOption refused =
        catchThrowableOfType(
            InvalidOption.class, () -> PROVIDER.check(raw, Environment.of(new Space(9, 1, 9))));
    assertThat(refused.option()).isEqualTo("greedySearch");
  }
}
