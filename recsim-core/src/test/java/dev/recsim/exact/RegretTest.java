package dev.recsim.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.contract.MetricContract;
import dev.recsim.env.SixStatesProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import dev.recsim.trial.MeasuredEnvironment;
import dev.recsim.trial.Sessions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RegretTest extends MetricContract<NoOptions> {
  private static final RandomKey KEY = RandomKey.root(5).child("regret");

  @Override
  protected MetricProvider<NoOptions> provider() {
    return new RegretProvider();
  }

  @Override
  protected Environment environment() {
    SixStatesProvider environments = new SixStatesProvider();
    return environments.create(environments.defaults(), Path.of("."));
  }

  /**
   * In state 0, action 0 pays 1 and stays, action 1 pays nothing and moves to state 1, where each
   * action pays 3 and stays. Sessions have three steps: the best earns 0 + 3 + 3.
   */
  private static final class Detour implements Environment, FiniteMdp {
    @Override
    public Space space() {
      return new Space(2, 1, 2);
    }

    @Override
    public Session open(RandomKey key) {
      throw new AssertionError();
    }

    @Override
    public Optional<FiniteMdp> model() {
      return Optional.of(this);
    }

    @Override
    public int states() {
      return 2;
    }

    @Override
    public int actions() {
      return 2;
    }

    @Override
    public double start(int state) {
      return 1 - state;
    }

    @Override
    public double reward(int state, int action) {
      return state == 1 ? 3 : 1 - action;
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      int next = state == 1 ? 1 : action;
      probabilities[next] = 1;
      probabilities[1 - next] = 0;
    }

    @Override
    public int maxSessionLength() {
      return 3;
    }
  }

  @Test
  void actionsCostWhatTheBestOnesWouldHaveEarned() {
    assertThat(regret(1, 0, 0)).as("0 + 3 + 3").isZero();
    assertThat(regret(0, 1, 0)).as("1 + 0 + 3").isEqualTo(2);
    assertThat(regret(0, 0, 0)).as("1 + 1 + 1").isEqualTo(3);
    assertThat(regret(0, 0, 1)).as("1 + 1 + 0").isEqualTo(4);
  }

  private double regret(int... actions) {
    Detour detour = new Detour();
    Measure measure = provider().create(new NoOptions(), detour);
    assertThat(measure.better()).isEqualTo(Better.LOWER);
    Measure.Quotient count = (Measure.Quotient) measure.open();
    int state = 0;
    for (int action : actions) {
      Observation next = new Observation(state == 1 ? 1 : action);
      Step step = new Step(Response.NONE, 0, next, Status.CONTINUES);
      count.add(new Observation(state), Slate.of(action), step);
      state = next.state();
    }
    assertThat(count.per()).isEqualTo(1);
    return count.of();
  }

  /** Within 5 standard errors of the difference of two exact values; the keys are fixed. */
  @Test
  void meanIsTheOptimumMinusThePolicysValue() {
    Environment environment = environment();
    ExactSolver solver = new ExactSolver(environment.model().orElseThrow());
    Environment measured =
        new MeasuredEnvironment(
            environment,
            new TreeMap<>(Map.of("regret", provider().create(new NoOptions(), environment))));
    int documents = environment.space().documents();
    Policy random = (seen, key) -> Slate.random(documents, 1, key);
    Sessions played = new Loop(measured, KEY, KEY.child("decisions")).play(random, 20_000);
    double uniform = solver.value(StochasticPolicy.uniform(solver.mdp())).reward();

    assertThat(played.metrics(measured.metrics()).get("regret"))
        .isCloseTo(solver.optimalValue() - uniform, within(5 * played.standardError()));
  }

  @Test
  void bestReturnsByRemainingSteps() {
    ExactSolver solver = new ExactSolver(new Detour());
    assertThat(solver.optimalValues())
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                new double[] {0, 0},
                new double[] {1, 3},
                new double[] {3, 6},
                new double[] {6, 9}));
    assertThat(solver.optimalValue()).isEqualTo(6);
  }

  @Test
  void environmentsWithoutAnOptimumAreRefused() {
    assertThatThrownBy(() -> provider().create(new NoOptions(), Environment.of(new Space(3, 1, 3))))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("regret needs an environment whose optimum is known exactly");
  }
}
