package dev.recsim.learn.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.learn.actorcritic.Worlds;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents that are encoded from their features. */
class EncodedPpoTest {
  private static final Ppo PROVIDER = new Ppo();
  private static final RandomKey KEY = RandomKey.root(42);
  private static final int DOCUMENTS = 400;
  private final Environment environment = Worlds.featured(DOCUMENTS, 1);
  private final FiniteMdp model = environment.model().orElseThrow();
  private int sessions;

  private void learn(Learner learner, int updates) {
    for (int i = 0; i < updates; i++) {
      for (int steps = 0; steps < 256; steps += play(learner)) {}
      learner.update(256);
    }
  }

  private int play(Learner learner) {
    RandomKey decisions = KEY.child("explore").child(sessions);
    Session session = environment.open(KEY.child("session").child(sessions++));
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    int steps = 0;
    while (status == Status.CONTINUES) {
      Slate slate = learner.exploring().recommend(seen, decisions.child(steps++));
      Step step = session.recommend(slate);
      learner.observe(new Transition(seen, slate, step));
      seen = step.next();
      status = step.status();
    }
    return steps;
  }

  /** 200 documents of the catalogue, others in each rollout. */
  @Test
  void learningShowsASampleThatChangesWithTheRollout() {
    try (Agent agent = PROVIDER.create(PROVIDER.defaults(), environment, KEY)) {
      Learner learner = agent.learner().orElseThrow();
      learn(learner, 1);
      double[] one = probabilities(learner.exploring());
      learn(learner, 1);
      double[] other = probabilities(learner.exploring());
      assertThat(Arrays.stream(one).sum()).isCloseTo(1, within(1e-9));
      assertThat(Arrays.stream(one).filter(p -> p > 0).count()).isEqualTo(200);
      int both = 0;
      for (int d = 0; d < DOCUMENTS; d++) {
        both += one[d] > 0 && other[d] > 0 ? 1 : 0;
      }
      assertThat(both).isLessThan(140);
    }
  }

  private double[] probabilities(Policy policy) {
    Observation seen = model.observation(3);
    double[] all = policy.probabilities(seen, DOCUMENTS).orElseThrow();
    for (int d = 0; d < DOCUMENTS; d++) {
      assertThat(policy.probability(seen, Slate.of(d)).orElseThrow()).isEqualTo(all[d]);
    }
    return all;
  }

  /** Random documents earn 0.6, the best ones 9.7. */
  @Tag("nightly")
  @Test
  @Tag("slow")
  void earnsManyTimesWhatRandomDoesAndIsTheSameAfterRestoring() {
    try (Agent agent = PROVIDER.create(PROVIDER.defaults(), environment, KEY)) {
      Learner learner = agent.learner().orElseThrow();
      learn(learner, 100);
      Weights weights = learner.weights();
      assertThat(weights.get("encoder.residual", DOCUMENTS, 16)).isNotNull();
      Policy restored = PROVIDER.restore(PROVIDER.defaults(), environment, weights);
      int[] shown = new int[DOCUMENTS];
      for (int s = 0; s < DOCUMENTS; s++) {
        shown[s] = agent.greedy().recommend(model.observation(s), KEY).document(0);
        assertThat(restored.recommend(model.observation(s), KEY).document(0)).isEqualTo(shown[s]);
      }
      ExactSolver solver = new ExactSolver(model);
      double reward = solver.value(StochasticPolicy.deterministic(model, shown)).reward();
      assertThat(reward).isGreaterThan(4);
    }
  }
}
