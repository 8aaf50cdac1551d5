package dev.recsim.learn.scores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.learn.reinforce.Reinforce;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.AutoTraining;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Policies that are evaluated as they are learned: their slates are drawn. */
class DrawingTest {
  private static final Observation SEEN = new Observation(0);

  /**
   * Users accept what was not shown in the step before, of two documents, for ten steps, and agents
   * observe nothing. The best slate earns 1, drawing with probability one half 5.5 on average.
   */
  private static final Environment TIRED =
      new Environment() {
        @Override
        public Space space() {
          return new Space(2, 1, 1);
        }

        @Override
        public Session open(RandomKey key) {
          return new Session() {
            private int before = -1;
            private int steps;

            @Override
            public Observation start() {
              return SEEN;
            }

            @Override
            public Step recommend(Slate slate) {
              boolean accepted = slate.document(0) != before;
              before = slate.document(0);
              Status status = ++steps == 10 ? Status.ENDED : Status.CONTINUES;
              return new Step(
                  accepted ? Response.FIRST : Response.NONE, accepted ? 1 : 0, SEEN, status);
            }
          };
        }
      };

  @Test
  void bestSlateOfAStateIsComputedOnceUntilWeightsChange() {
    Reinforce provider = new Reinforce();
    Environment pairs = Environment.of(new Space(3, 2, 1));
    try (Agent agent = provider.create(provider.defaults(), pairs, RandomKey.root(1))) {
      Learner learner = agent.learner().orElseThrow();
      for (int document : new int[] {0, 1, 2}) {
        Weights weights = learner.weights();
        float[] biases = weights.tensors().get("policy.2.bias").data();
        biases[document] = 100;
        biases[(document + 1) % 3] = 50;
        biases[(document + 2) % 3] = 0;
        learner.load(weights);
        Slate slate = agent.greedy().recommend(SEEN, RandomKey.root(2));
        assertThat(slate).isEqualTo(Slate.of(document, (document + 1) % 3));
        assertThat(agent.greedy().recommend(SEEN, RandomKey.root(3))).isSameAs(slate);
      }
    }
  }

  @Test
  void agentsThatEarnMoreByDrawingAreEvaluatedSo() {
    assertDraws(new Ppo());
    assertDraws(new Reinforce());
  }

  /** A session of draws has the mean 5.5 and the deviation 1.5; 500 sessions are within .4. */
  private static <C extends Record> void assertDraws(AgentProvider<C> provider) {
    Trial trial =
        new Trial(
            new TrialId(provider.name(), 0),
            RandomKey.root(42),
            "tired",
            TIRED,
            (made, key) -> provider.create(provider.defaults(), TIRED, key),
            new AutoTraining(20_000L, 200),
            new Evaluation(500));
    Completed result = (Completed) trial.run();
    assertThat(result.score()).as(provider.name()).isBetween(5.1, 5.9);
    Checkpoint kept = result.curve().get(result.keptEpoch() - 1);
    assertThat(kept.diagnostics()).as(provider.name()).containsEntry("greedy_reward", 1.0);
    Weights weights = result.weights().orElseThrow();
    assertThat(SoftmaxAgent.draws(weights)).isTrue();
    Policy restored = provider.restore(provider.defaults(), TIRED, weights);
    assertThat(likely(restored)).isStrictlyBetween(.3, .7);
  }

  private static double likely(Policy policy) {
    return policy.probabilities(SEEN, 2).orElseThrow()[0];
  }

  @Test
  void weightsSayWhetherSlatesAreDrawn() {
    Reinforce provider = new Reinforce();
    Agent agent = provider.create(provider.defaults(), TIRED, RandomKey.root(1));
    Learner learner = agent.learner().orElseThrow();
    Weights greedy = learner.weights();
    Weights drawing = learner.drawing().orElseThrow();
    assertThat(SoftmaxAgent.draws(greedy)).isFalse();
    assertThat(agent.greedy()).isInstanceOf(Policy.Deterministic.class);

    learner.load(drawing);
    assertThat(learner.weights().tensors()).containsOnlyKeys(drawing.tensors().keySet());
    Policy drawn = agent.greedy();
    Policy exploring = learner.exploring();
    assertThat(slates(drawn)).isEqualTo(slates(exploring)).contains(0, 1);
    assertThat(likely(drawn)).isEqualTo(likely(exploring));
    Slate slate = Slate.of(1);
    assertThat(drawn.probability(SEEN, slate)).isEqualTo(exploring.probability(SEEN, slate));
    assertThat(drawn.probability(SEEN, slate, 0)).isEqualTo(exploring.probability(SEEN, slate, 0));
    assertThat(drawn.value(SEEN)).isPresent();

    learner.load(greedy);
    assertThat(learner.weights().tensors()).containsOnlyKeys(greedy.tensors().keySet());
    assertThat(agent.greedy()).isInstanceOf(Policy.Deterministic.class);
    assertThat(agent.greedy().value(SEEN)).isEqualTo(drawn.value(SEEN));
  }

  private static int[] slates(Policy policy) {
    int[] slates = new int[50];
    RandomKey key = RandomKey.root(7);
    Arrays.setAll(slates, i -> policy.recommend(SEEN, key.child(i)).document(0));
    return slates;
  }
}
