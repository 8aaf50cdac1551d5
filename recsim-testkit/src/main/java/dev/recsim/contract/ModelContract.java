package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.PolicyValue;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import dev.recsim.trial.Sessions;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the rules of the finite model of an {@link Environment}, if it has one. */
abstract class ModelContract {
  private static final RandomKey KEY = RandomKey.root(42).child("environment contract");

  @SuppressWarnings("this-escape") // asked during tests only
  @RegisterExtension
  final ContractMessages messages =
      new ContractMessages(() -> ContractMessages.name(environment()));

  /** Creates a new instance of the environment at every call, always with the same options. */
  protected abstract Environment environment();

  @Test
  @ContractRule(
      "model() has the states and documents of space(), finite rewards, and "
          + "probabilities that are at least 0 and sum to at most 1, or exact values mean "
          + "nothing")
  void modelIsAProcessOfTheSpacesSize() {
    environment().model().ifPresent(mdp -> checkModel(mdp, environment().space()));
  }

  private static void checkModel(FiniteMdp mdp, Space space) {
    assertThat(mdp.states()).as("states()").isEqualTo(space.states());
    assertThat(mdp.actions()).as("actions()").isEqualTo(space.documents());
    assertThat(mdp.maxSessionLength()).as("maxSessionLength()").isPositive();
    double start = 0;
    double[] row = new double[mdp.states()];
    for (int s = 0; s < mdp.states(); s++) {
      start += mdp.start(s);
      for (int a = 0; a < mdp.actions(); a++) {
        Arrays.fill(row, Double.NaN);
        mdp.transition(s, a, row);
        assertThat(mdp.reward(s, a)).as("reward(%d, %d)", s, a).isFinite();
        assertThat(Arrays.stream(row).min().orElseThrow())
            .as("smallest probability of transition(%d, %d)", s, a)
            .isNotNegative();
        assertThat(Arrays.stream(row).sum())
            .as("sum of transition(%d, %d)", s, a)
            .isLessThan(1 + 1e-9);
      }
    }
    assertThat(start).as("sum of start()").isCloseTo(1, within(1e-9));
  }

  /**
   * The means of 20,000 sessions with the uniform policy are within 5 standard errors of the
   * model's values. With a random key, a correct model fails with odds of 1 in 900,000.
   */
  @Test
  @ContractRule(
      "mean reward and length of simulated sessions agree with model(), or exact "
          + "values are those of another environment")
  void modelTellsTheTruth() {
    Environment environment = environment();
    environment.model().ifPresent(mdp -> compare(environment, mdp));
  }

  private static void compare(Environment environment, FiniteMdp mdp) {
    Policy uniform = (seen, key) -> Slate.of(key.below(0, mdp.actions()));
    PolicyValue exact = new ExactSolver(mdp).value(StochasticPolicy.uniform(mdp));
    Sessions played =
        new Loop(environment, KEY.child("world"), KEY.child("policy")).play(uniform, 20_000);
    assertClose("reward", played.rewards(), exact.reward());
    assertClose(
        "length", Arrays.stream(played.lengths()).asDoubleStream().toArray(), exact.length());
  }

  /**
   * The number of continuations in each state over 5,000 sessions is within 6 standard deviations
   * of the sum of the model's probabilities. With a random key, a correct model fails with odds of
   * 1 in 500 million for each state.
   */
  @Test
  @ContractRule(
      "simulated sessions move between states as model() says, or exact values are "
          + "those of another environment")
  void modelTellsWhereSessionsGo() {
    Environment environment = environment();
    environment.model().ifPresent(mdp -> compareArrivals(environment, mdp));
  }

  private static void compareArrivals(Environment environment, FiniteMdp mdp) {
    double[] surplus = new double[mdp.states()];
    double[] variance = new double[mdp.states()];
    double[] row = new double[mdp.states()];
    for (int i = 0; i < 5_000; i++) {
      Session session = environment.open(KEY.child(i));
      Observation seen = session.start();
      Status status = Status.CONTINUES;
      for (int t = 0; status == Status.CONTINUES; t++) {
        Slate slate = slate(environment, seen, KEY.child(i), t);
        Step step = session.recommend(slate);
        mdp.transition(seen.state(), slate.document(0), row);
        status = step.status();
        seen = step.next();
        for (int s = 0; s < row.length; s++) {
          surplus[s] += (status != Status.ENDED && s == seen.state() ? 1 : 0) - row[s];
          variance[s] += row[s] * (1 - row[s]);
        }
      }
    }
    for (int s = 0; s < row.length; s++) {
      assertThat(surplus[s])
          .as("sessions that go on in state %d beyond the expected number", s)
          .isCloseTo(0, within(6 * Math.sqrt(variance[s]) + 1e-6));
    }
  }

  private static void assertClose(String what, double[] values, double expected) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double standardError = Math.sqrt(squares / (values.length - 1) / values.length);
    assertThat(mean)
        .as("mean %s of a session", what)
        .isCloseTo(expected, within(5 * standardError + 1e-9));
  }

  /** A slate of distinct documents, starting at a random one. */
  static Slate slate(Environment environment, Observation seen, RandomKey key, int step) {
    Space space = environment.space();
    int candidates = seen.candidates().isEmpty() ? space.documents() : seen.candidates().size();
    int first = key.child("slate").below(step, candidates);
    return Slate.of(
        IntStream.range(0, space.slateSize())
            .map(position -> (first + position) % candidates)
            .toArray());
  }
}
