package dev.recsim.agent.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.agent.layer.EpsilonGreedyProvider.Options;
import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.learn.reinforce.Reinforce;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpsilonGreedyTest {
  private static final EpsilonGreedyProvider PROVIDER = new EpsilonGreedyProvider();
  private static final RandomKey KEY = RandomKey.root(42).child("epsilon greedy");
  private static final Space SPACE = new Space(10, 1, 1);
  private static final Observation SEEN = new Observation(0);
  private static final Slate GREEDY = Slate.of(7);
  private static final Environment ENVIRONMENT =
      new Script(SPACE, SEEN, List.of(new Step(Response.FIRST, 1, SEEN, Status.CUT_OFF)));

  /** Document 7 when it is greedy, document 3 when it explores. */
  private record Sevens(Learner witness) implements AgentProvider<NoOptions>, Agent {
    @Override
    public String name() {
      return "sevens";
    }

    @Override
    public NoOptions defaults() {
      return new NoOptions();
    }

    @Override
    public Agent create(NoOptions options, Environment environment, RandomKey key) {
      return this;
    }

    @Override
    public Policy greedy() {
      return (dev.recsim.api.Policy.Deterministic) observation -> GREEDY;
    }

    @Override
    public Optional<Learner> learner() {
      return Optional.of(witness);
    }
  }

  /** It explores around the greedy policy, so drawn slates are not what its sessions show. */
  @Test
  void drawnSlatesAreThoseOfOtherWrappersOnly() {
    Reinforce reinforce = new Reinforce();
    Part<AgentProvider<?>> inside = new Part<>(reinforce, reinforce.defaults());
    Options greedy = new Options(inside, .1, 0);
    assertThat(drawing(PROVIDER.create(greedy, ENVIRONMENT, KEY))).isEmpty();
    FixedLengthHistoryProvider.Options history =
        new FixedLengthHistoryProvider.Options(inside, 2, true, true, true);
    assertThat(drawing(new FixedLengthHistoryProvider().create(history, ENVIRONMENT, KEY)))
        .isPresent();
  }

  private static Optional<Weights> drawing(Agent agent) {
    return agent.learner().orElseThrow().drawing();
  }

  private static Options around(Witness witness, double epsilon, double evaluationEpsilon) {
    return new Options(
        new Part<>(new Sevens(witness), new NoOptions()), epsilon, evaluationEpsilon);
  }

  private static Options around(Options inside, double epsilon, double evaluationEpsilon) {
    return new Options(new Part<>(PROVIDER, inside), epsilon, evaluationEpsilon);
  }

  private static Agent agent(Options options) {
    return PROVIDER.create(options, ENVIRONMENT, KEY);
  }

  private static Policy exploring(Agent agent) {
    return agent.learner().orElseThrow().exploring();
  }

  /** The share of document 7 in 10,000 decisions; its standard error is below .005. */
  private static double sevens(Policy policy) {
    int sevens = 0;
    for (int i = 0; i < 10_000; i++) {
      sevens += policy.recommend(SEEN, KEY.child(i)).equals(GREEDY) ? 1 : 0;
    }
    return sevens / 10_000.;
  }

  /** Within 5 standard errors: for a random key it fails with odds of 1 in a million each. */
  @ParameterizedTest
  @CsvSource({"0, 1", ".3, .73", "1, .1"})
  void greedySlateOfTheAgentInsideIsShownUnlessTheCoinSaysOtherwise(
      double epsilon, double expected) {
    double tolerance = 5 * Math.sqrt(expected * (1 - expected) / 10_000);
    Agent agent = agent(around(new Witness(), epsilon, 0));
    assertThat(sevens(exploring(agent))).isCloseTo(expected, within(tolerance));
    assertThat(sevens(agent.greedy())).as("evaluation").isEqualTo(1);
    Agent evaluated = agent(around(new Witness(), 0, epsilon));
    assertThat(sevens(evaluated.greedy())).isCloseTo(expected, within(tolerance));
    assertThat(sevens(exploring(evaluated))).as("learning").isEqualTo(1);
  }

  /** Two coins of .5 each: the greedy slate is left with probability 1/4, not 1/2. */
  @Test
  void coinsOfTwoLayersAreIndependent() {
    Options nested = around(around(new Witness(), 0, .5), .5, .5);
    double expected = .25 + .75 / 10;
    double tolerance = 5 * Math.sqrt(expected * (1 - expected) / 10_000);
    Agent agent = agent(nested);
    assertThat(sevens(agent.greedy())).isCloseTo(expected, within(tolerance));
    assertThat(sevens(exploring(agent))).isCloseTo(expected, within(tolerance));
  }

  @Test
  void probabilitiesAreThoseOfTheMixture() {
    double[] row =
        agent(around(around(new Witness(), 0, .5), 0, .2))
            .greedy()
            .probabilities(SEEN, 10)
            .orElseThrow();
    assertThat(row[7]).isCloseTo(.8 * (.5 + .5 / 10) + .2 / 10, within(1e-12));
    assertThat(row[0]).isCloseTo(.8 * .5 / 10 + .2 / 10, within(1e-12));
  }

  @Test
  void agentInsideLearnsFromRandomSlatesToo() {
    Witness witness = new Witness();
    Agent agent = agent(around(witness, 1, 0));
    List<Slate> shown = new Script(SPACE, SEEN, ((Script) ENVIRONMENT).steps()).act(agent);
    assertThat(witness.told).extracting(Transition::slate).isEqualTo(shown);
    assertThat(witness.rewards()).containsExactly(1);
    assertThat(agent.learner().orElseThrow().weights().get("told", 1).data()).containsExactly(1);
    assertThat(agent.learner().orElseThrow().engine()).contains("paper");
  }

  @Test
  void restoredPolicyThrowsTheCoinOfEvaluation() {
    Witness saved = new Witness();
    saved.told.add(new Transition(SEEN, GREEDY, ((Script) ENVIRONMENT).steps().get(0)));
    Slate[] sevens = new Slate[10_000];
    java.util.Arrays.fill(sevens, GREEDY);
    Witness restored = new Witness(sevens);
    Options options = new Options(restored.part(), 1, .3);
    Policy policy = PROVIDER.restore(options, ENVIRONMENT, saved.weights());
    assertThat(restored.loaded).isEqualTo(1);
    assertThat(sevens(policy)).isCloseTo(.73, within(5 * Math.sqrt(.73 * .27 / 10_000)));
  }
}
