package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.agent.tabularq.TabularQ;
import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Response;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.fullslateq.FullSlateQ;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.learn.reinforce.Reinforce;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.random.RandomKey;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HorizonTest {
  private static final Observation SEEN = new Observation(0);
  private static final RandomKey KEY = RandomKey.root(42);

  private static Step step(double reward, boolean last) {
    return new Step(Response.NONE, reward, SEEN, last ? Status.ENDED : Status.CONTINUES);
  }

  private static Horizon measured(double reward, int... lengths) {
    Horizon horizon = new Horizon(null, null);
    for (int length : lengths) {
      for (int t = 1; t <= length; t++) {
        horizon.measure(step(t % 2 * reward, t == length));
      }
    }
    horizon.fix();
    return horizon;
  }

  /** Lengths 40 and 60: mean 50, deviation 10. */
  @ParameterizedTest
  @CsvSource({
    "60 60 60, 60",
    "40 60, 40",
    "3 1 4, 20",
    "1 200, 20",
    "500 500, 100",
    "60, 20",
  })
  void mostSessionsLastAsLongAsTheHorizon(String lengths, double horizon) {
    int[] counts = Stream.of(lengths.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertThat(measured(1, counts).discount()).isEqualTo(1 - 1 / horizon);
  }

  /** 10,000 sessions that end with probability 1 / 50 at each step. */
  @Test
  void sessionsThatMayEndAtAnyStepHaveTheShortestHorizon() {
    int[] lengths =
        IntStream.range(0, 10_000)
            .map(i -> 1 + (int) (StrictMath.log(1 - KEY.uniform(i)) / StrictMath.log(.98)))
            .toArray();
    assertThat(measured(1, lengths).discount()).isEqualTo(.95);
  }

  @Test
  void unitIsProportionalToRewards() {
    assertThat(measured(1, 6, 6).unit()).isEqualTo(5);
    assertThat(measured(-400, 6, 6).unit()).isEqualTo(2_000);
    assertThat(measured(.01, 6, 6).unit()).isCloseTo(.05, within(1e-8));
    assertThat(measured(0, 6, 6).unit()).isEqualTo(5);
  }

  @Test
  void whatIsGivenIsNotEstimated() {
    Horizon horizon = new Horizon(.9, 3.0);
    horizon.measure(step(100, true));
    horizon.measure(step(100, true));
    horizon.fix();
    assertThat(horizon.discount()).isEqualTo(.9);
    assertThat(horizon.unit()).isEqualTo(3);
    assertThat(horizon.isEstimated()).isFalse();
  }

  @Test
  void onlyTheFirstCallFixesAndSavedEstimatesStay() {
    Horizon horizon = measured(1, 60, 60);
    horizon.measure(step(100, true));
    horizon.fix();
    assertThat(horizon.discount()).isEqualTo(1 - 1 / 60.);
    assertThat(horizon.unit()).isEqualTo(5);
    Horizon saved = new Horizon(null, null);
    saved.measure(step(100, true));
    saved.measure(step(100, true));
    saved.estimates()[0] = 50;
    saved.keep();
    saved.fix();
    assertThat(saved.discount()).isEqualTo(1 - 1 / 50.);
    assertThat(saved.unit()).isEqualTo(5);
  }

  static Stream<LearningProvider<?>> learners() {
    return Stream.of(
        new ActorCritic(), new FullSlateQ(), new Ppo(), new Reinforce(), new TabularQ());
  }

  /** Sessions of the environment have 5 steps and rewards of 1. */
  @ParameterizedTest
  @MethodSource("learners")
  <C extends Record> void estimatesOfShortSessionsAreTheGivenNumbers(LearningProvider<C> provider) {
    C options = provider.defaults();
    C given = Options.with(options, "gamma", .95);
    if (!(provider instanceof TabularQ)) {
      given = Options.with(given, "value_scale", 5.0);
    }
    SortedMap<String, Tensor> estimated = trained(provider, options);
    estimated.remove("horizon");
    assertThat(estimated).isEqualTo(trained(provider, given));
  }

  /** The tensors after 20 sessions of warm-up, and 20 gradient steps with a session each. */
  private static <C extends Record> SortedMap<String, Tensor> trained(
      LearningProvider<C> provider, C options) {
    IdentityEnvironment environment = new IdentityEnvironment(4, 1, false);
    try (Agent agent = provider.create(options, environment, KEY.child("agent"))) {
      Learner learner = agent.learner().orElseThrow();
      learner.startTraining(20);
      for (int i = 0; i < 40; i++) {
        Experience.play(environment.open(KEY.child(i)), learner, KEY.child("draws").child(i));
        if (i >= 20) {
          learner.update(16);
        }
      }
      boolean estimates = learner.diagnostics().containsKey("gamma");
      assertThat(estimates).isEqualTo(options.equals(provider.defaults()));
      return new TreeMap<>(learner.weights().tensors());
    }
  }

  private static Horizon warm() {
    return measured(1, IntStream.range(0, 50).map(i -> 5).toArray());
  }

  @Test
  void growsOnlyByEnoughSteps() {
    Horizon horizon = warm();
    choose(horizon, 1, 200);
    assertThat(horizon.compare(.1)).as("less than 50 sessions of 5 steps").isFalse();
    choose(horizon, 1, 200);
    assertThat(horizon.compare(.2)).as("together").isTrue();
    Horizon few = measured(1, 5, 5);
    choose(few, 100, 50);
    assertThat(few.compare(.1)).as("2 sessions of warm-up").isFalse();
  }

  /** Warm-up has sessions of 5 steps; those that the agent chooses have others. */
  @ParameterizedTest
  @CsvSource({"16, true", "14, false", "5, false"})
  void growsIfTheAgentKeepsUsersLonger(int length, boolean grows) {
    Horizon horizon = warm();
    choose(horizon, 100, length);
    assertThat(horizon.compare(.1)).isEqualTo(grows);
    horizon.grow(.1);
    assertThat(horizon.discount()).isEqualTo(.95);
    horizon.grow(.175);
    assertThat(horizon.discount())
        .isCloseTo(grows ? 1 - 1 / Math.sqrt(20 * 200) : .95, within(1e-6));
    horizon.grow(.3);
    assertThat(horizon.discount()).isCloseTo(grows ? .995 : .95, within(1e-9));
    assertThat(horizon.compare(.3)).as("begins once").isFalse();
  }

  /** When it begins, the agent keeps users for 50 steps; then for others. */
  @ParameterizedTest
  @CsvSource({"20, .5, true", "30, .5, false", "20, .3, false"})
  void saysIfTheAgentNoLongerKeepsUsers(int length, double progress, boolean lost) {
    Horizon horizon = warm();
    choose(horizon, 100, 50);
    assertThat(horizon.compare(.1)).isTrue();
    assertThat(horizon.grows()).isTrue();
    horizon.grow(progress);
    choose(horizon, 100, length);
    horizon.compare(progress);
    assertThat(horizon.lost()).isEqualTo(lost);
  }

  @Test
  void doesNotGrowByRandomStepsOrBeforeTheEstimateOrIfGiven() {
    Horizon random = warm();
    for (int t = 0; t < 1_000; t++) {
      random.measure(step(1, t % 50 == 49), false);
    }
    assertThat(random.compare(.1)).isFalse();
    Horizon early = new Horizon(null, null);
    choose(early, 50, 5);
    early.fix();
    assertThat(early.compare(.1)).isFalse();
    Horizon given = new Horizon(.9, null);
    choose(given, 50, 5);
    given.fix();
    choose(given, 100, 50);
    assertThat(given.compare(.1)).isFalse();
    given.grow(1);
    assertThat(given.discount()).isEqualTo(.9);
  }

  private static void choose(Horizon horizon, int sessions, int length) {
    for (int t = 0; t < sessions * length; t++) {
      horizon.measure(step(1, t % length == length - 1), true);
    }
  }
}
