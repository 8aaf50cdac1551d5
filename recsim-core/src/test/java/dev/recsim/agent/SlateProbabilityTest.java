package dev.recsim.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.agent.layer.EpsilonGreedyProvider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.Slates;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.random.RandomKey;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Probabilities of whole slates of two out of four documents, held against drawn ones. */
class SlateProbabilityTest {
  private static final RandomKey KEY = RandomKey.root(42).child("slate probability");
  private static final Space SPACE = new Space(4, 2, 3);
  private static final Observation SEEN = new Observation(1);
  private static final int DRAWS = 100_000;

  static Stream<Policy> policies() {
    Policy fixed = (Policy.Deterministic) seen -> Slate.of(2, 0);
    return Stream.of(
        Policy.uniform(SPACE),
        fixed,
        softmax(),
        epsilonGreedy(fixed),
        layer(new RandomProvider()),
        layer(new Ppo()));
  }

  private static Policy epsilonGreedy(Policy greedy) {
    Policy uniform = Policy.uniform(SPACE);
    Policy draw =
        (seen, key) -> (key.uniform(0) < .3 ? uniform : greedy).recommend(seen, key.child(1));
    return Policy.epsilonGreedy(greedy, SPACE, () -> .3, draw);
  }

  /** One that has not learned: its scores are those of random weights. */
  private static Policy softmax() {
    Ppo ppo = new Ppo();
    return ppo.create(ppo.defaults(), Environment.of(SPACE), KEY)
        .learner()
        .orElseThrow()
        .exploring();
  }

  private static <C extends Record> Policy layer(AgentProvider<C> inside) {
    EpsilonGreedyProvider layer = new EpsilonGreedyProvider();
    Part<AgentProvider<?>> base = new Part<>(inside, inside.defaults());
    EpsilonGreedyProvider.Options options = new EpsilonGreedyProvider.Options(base, .1, .4);
    return layer.create(options, Environment.of(SPACE), KEY).greedy();
  }

  /**
   * Within 4.5 standard errors: for random keys a true policy fails with odds of 1 in 12,000, 12
   * slates at 1 in 147,000 each.
   */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource("policies")
  void slatesAreShownAsOftenAsTheirProbabilitiesSay(Policy policy) {
    Map<Slate, Integer> counts = new HashMap<>();
    for (int i = 0; i < DRAWS; i++) {
      counts.merge(policy.recommend(SEEN, KEY.child(i)), 1, Integer::sum);
    }
    double sum = 0;
    for (Slate slate : new Slates(SPACE, true).of(SEEN)) {
      double probability = policy.probability(SEEN, slate).orElseThrow();
      double error = Math.sqrt(probability * (1 - probability) / DRAWS);
      assertThat(counts.getOrDefault(slate, 0) / (double) DRAWS)
          .as("frequency of %s", slate)
          .isCloseTo(probability, within(4.5 * error + 1e-12));
      sum += probability;
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void probabilityAtAPositionIsGivenTheDocumentsBefore() {
    Policy fixed = (Policy.Deterministic) seen -> Slate.of(2, 0);
    Policy mixed = epsilonGreedy(fixed);

    assertThat(mixed.probability(SEEN, Slate.of(2, 0), 0).orElseThrow())
        .isCloseTo(.7 + .3 / 4, within(1e-12));
    assertThat(mixed.probability(SEEN, Slate.of(2, 0), 1).orElseThrow())
        .isCloseTo((.7 + .3 / 12) / (.7 + .3 / 4), within(1e-12));
    assertThat(mixed.probability(SEEN, Slate.of(1, 0), 1).orElseThrow())
        .isCloseTo(1. / 3, within(1e-12));
    assertThat(fixed.probability(SEEN, Slate.of(1, 0), 1)).hasValue(0);
    assertThat(Policy.uniform(SPACE).probability(SEEN, Slate.of(1, 1))).hasValue(0);
  }

  @Test
  void policyThatCannotTellHasNoProbabilityAndNoValue() {
    Policy untold = (seen, key) -> Slate.of(2, 0);
    assertThat(untold.probability(SEEN, Slate.of(2, 0))).isEmpty();
    assertThat(untold.value(SEEN)).isEmpty();
    Policy mixed = epsilonGreedy(untold);
    assertThat(mixed.probability(SEEN, Slate.of(2, 0))).isEmpty();
    assertThat(mixed.probability(SEEN, Slate.of(2, 0), 1)).isEmpty();
  }
}
