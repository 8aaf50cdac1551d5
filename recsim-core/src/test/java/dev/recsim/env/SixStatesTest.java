package dev.recsim.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.agent.OptimalProvider;
import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.env.SixStatesProvider.SixStates;
import dev.recsim.exact.ExactSolver;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import dev.recsim.trial.Sessions;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SixStatesTest {
  private static final RandomKey KEY = RandomKey.root(42).child("six states");
  private static final SixStatesProvider PROVIDER = new SixStatesProvider();

  private static final MathContext SIX_DIGITS = new MathContext(6);

  /** [state][document], to the six digits that RecSim's tests have. */
  private static final double[][] AT_HALF = {
    {-8.53022, -8.41259, -7.10072, -12.3547},
    {1.58741, 2.89928, -1.35468, 1.12842},
    {2.89928, -1.35468, 1.12842, .94964},
    {1.64532, 1.12842, 2.94964, 1.46978},
    {3.23741, -3.55036, 1.44964, 1.44964},
    {1.44964, 1.44964, 3.44964, 6.47482}
  };

  private static final double[][] AT_NINE_TENTHS = {
    {5.79888, 6.59282, 8.12425, -.615864},
    {16.5928, 18.1242, 10.3841, 15.641},
    {18.1242, 10.3841, 15.641, 15.4118},
    {13.3841, 15.641, 17.4118, 15.7989},
    {18.6036, 7.31182, 16.3118, 16.3118},
    {12.3118, 16.3118, 18.3118, 20.6706}
  };

  private static final double[][] AT_ZERO = {
    {-10, -10, -10, -10}, {0, 0, 1, 0}, {0, 1, 0, 0}, {4, 0, 2, 0}, {0, 0, 0, 0}, {5, 0, 2, 5}
  };

  @Test
  void valuesOfActionsAreThoseOfRecSim() {
    assertActionValues(0, AT_ZERO);
    assertActionValues(.5, AT_HALF);
    assertActionValues(.9, AT_NINE_TENTHS);
  }

  /** Leaving with probability .1 at each step weighs step t by .9^t. */
  @Test
  void probabilityToLeaveIsADiscount() {
    double[] best = {8.12425, 18.1242, 18.1242, 17.4118, 18.6036, 20.6706};
    double[] values = new ExactSolver(mdp(environment(.1))).optimal().values();
    double[] discounted = new ExactSolver(mdp(environment(0)), .9).optimal().values();
    for (int s = 0; s < best.length; s++) {
      assertThat(values[s]).isCloseTo(best[s], within(5.1e-5));
      assertThat(discounted[s]).isCloseTo(values[s], within(1e-9));
    }
  }

  /**
   * The mean of 20,000 sessions is within 4 standard errors of the optimum, which a right
   * environment misses with odds of 1 in 15,000 for a random key.
   */
  @Test
  void optimalAgentEarnsTheOptimum() {
    Environment environment = PROVIDER.create(PROVIDER.defaults(), Path.of("."));
    OptimalProvider optimal = new OptimalProvider();
    Agent agent = optimal.create(optimal.defaults(), environment, KEY);
    Sessions played =
        new Loop(environment, KEY.child("world"), KEY.child("policy")).play(agent.greedy(), 20_000);
    assertThat(played.meanReward()).isCloseTo(8.12425, within(4 * played.standardError()));
  }

  @Test
  void sessionsThatNeverEndHaveNoUndiscountedOptimum() {
    assertThatThrownBy(() -> new ExactSolver(mdp(environment(0))).optimal())
        .hasMessageContaining("give the environment a probability to end");
  }

  private static void assertActionValues(double gamma, double[][] expected) {
    double[][] actual = valueIteration(mdp(environment(0)), gamma);
    for (int s = 0; s < expected.length; s++) {
      for (int a = 0; a < expected[s].length; a++) {
        assertThat(BigDecimal.valueOf(actual[s][a]).round(SIX_DIGITS))
            .as("gamma %s, state %d, document %d", gamma, s, a)
            .isEqualByComparingTo(BigDecimal.valueOf(expected[s][a]));
      }
    }
  }

  /** Bellman's recursion until nothing changes. */
  private static double[][] valueIteration(FiniteMdp mdp, double gamma) {
    double[][] q = new double[mdp.states()][mdp.actions()];
    double[] row = new double[mdp.states()];
    boolean changed = true;
    while (changed) {
      changed = false;
      double[][] next = new double[mdp.states()][mdp.actions()];
      for (int s = 0; s < q.length; s++) {
        for (int a = 0; a < q[s].length; a++) {
          mdp.transition(s, a, row);
          next[s][a] = mdp.reward(s, a);
          for (int t = 0; t < row.length; t++) {
            next[s][a] += gamma * row[t] * java.util.Arrays.stream(q[t]).max().orElseThrow();
          }
          changed |= Math.abs(next[s][a] - q[s][a]) > 1e-12;
        }
      }
      q = next;
    }
    return q;
  }

  private static Environment environment(double pExit) {
    return PROVIDER.create(new SixStates(pExit, 4, 1_000), Path.of("."));
  }

  private static FiniteMdp mdp(Environment environment) {
    return environment.model().orElseThrow();
  }
}
