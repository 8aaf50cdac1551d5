package dev.recsim.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.FiniteMdp;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ExactSolverTest {
  private static final Offset<Double> EXACTLY = within(1e-12);
  private static final int NEVER_CUT = 100_000;

  /**
   * A poor state 0 and a rich state 1, solved by hand below.
   *
   * <ul>
   *   <li>state 0, action 0: reward 1, stays in 0 with .5; action 1: reward -1, moves to 1 with .9
   *   <li>state 1, action 0: reward 1, stays in 1 with .8; action 1: reward 0, moves to 0 with .5
   * </ul>
   *
   * Sessions start in 0 with 3/4.
   */
  private static Table richAndPoor(int maxSessionLength) {
    return new Table(
        new double[] {.75, .25},
        new double[][] {{1, -1}, {1, 0}},
        new double[][][] {{{.5, 0}, {0, .9}}, {{0, .8}, {.5, 0}}},
        maxSessionLength);
  }

  /** V0 = 1 + .5 V0 = 2 and V1 = 1 + .8 V1 = 5; the lengths are the same: 1.5 + 1.25. */
  @Test
  void valueWhereEachStateStays() {
    assertValue(0, 0, 2.75, 2.75);
  }

  /** V0 = 2, V1 = 0 + .5 * 2 = 1; L0 = 2, L1 = 1 + .5 * 2 = 2. */
  @Test
  void valueWhereOneStateLeadsToTheOther() {
    assertValue(0, 1, 1.75, 2);
  }

  /**
   * V0 = -1 + .9 V1 and V1 = .5 V0, so V0 = -20/11, V1 = -10/11: (-15 - 2.5)/11. L0 = 1 + .9 L1 and
   * L1 = 1 + .5 L0, so L0 = 38/11, L1 = 30/11: (28.5 + 7.5)/11.
   */
  @Test
  void valueWhereTheStatesAlternate() {
    assertValue(1, 1, -35 / 22.0, 36 / 11.0);
  }

  /**
   * V0 = .25 V0 + .45 V1 and V1 = .5 + .4 V1 + .25 V0, so V1 = 10/9 and V0 = 2/3: 1/2 + 5/18. L0 =
   * 1 + .25 L0 + .45 L1 and L1 = 1 + .4 L1 + .25 L0, so L1 = 80/27, L0 = 28/9: 7/3 + 20/27.
   */
  @Test
  void valueOfTheUniformPolicy() {
    FiniteMdp mdp = richAndPoor(NEVER_CUT);
    PolicyValue value = new ExactSolver(mdp).value(StochasticPolicy.uniform(mdp));
    assertThat(value.reward()).isCloseTo(7 / 9.0, EXACTLY);
    assertThat(value.length()).isCloseTo(83 / 27.0, EXACTLY);
  }

  /** At gamma .5: V0 = 1 / (1 - .25) = 4/3, V1 = 1 / (1 - .4) = 5/3; lengths are as without. */
  @Test
  void discountWeighsRewardsButNotLengths() {
    FiniteMdp mdp = richAndPoor(NEVER_CUT);
    PolicyValue value = new ExactSolver(mdp, .5).value(deterministic(mdp, 0, 0));
    assertThat(value.reward()).isCloseTo(1 + 5 / 12.0, EXACTLY);
    assertThat(value.length()).isCloseTo(2.75, EXACTLY);
  }

  /** Staying in 0 is worth 2; paying 1 to get to 1, worth 5, with .9 is worth -1 + 4.5 = 3.5. */
  @Test
  void optimalPolicyGoesThroughALoss() {
    Solution solution = new ExactSolver(richAndPoor(NEVER_CUT)).optimal();
    assertThat(solution.actions()).containsExactly(1, 0);
    assertThat(solution.values()[0]).isCloseTo(3.5, EXACTLY);
    assertThat(solution.values()[1]).isCloseTo(5, EXACTLY);
    assertValue(1, 0, .75 * 3.5 + .25 * 5, .75 * 5.5 + .25 * 5);
  }

  /** At gamma .5 staying in 0 is worth 4/3, but the way to 1 only -1 + .45 * 5/3 = -1/4. */
  @Test
  void discountMakesAnotherPolicyOptimal() {
    Solution solution = new ExactSolver(richAndPoor(NEVER_CUT), .5).optimal();
    assertThat(solution.actions()).containsExactly(0, 0);
    assertThat(solution.values()[0]).isCloseTo(4 / 3.0, EXACTLY);
    assertThat(solution.values()[1]).isCloseTo(5 / 3.0, EXACTLY);
  }

  /** From 0: -1 + .9 * 1 in 1.9 steps; from 1: 1 + .8 * 1 in 1.8 steps. */
  @Test
  void rewardsAfterTheCutDoNotCount() {
    FiniteMdp mdp = richAndPoor(2);
    PolicyValue value = new ExactSolver(mdp).value(deterministic(mdp, 1, 0));
    assertThat(value.reward()).isCloseTo(.75 * -.1 + .25 * 1.8, EXACTLY);
    assertThat(value.length()).isCloseTo(.75 * 1.9 + .25 * 1.8, EXACTLY);
  }

  /** With two steps the way to 1 does not pay: from 0 1 + .5 * 1, from 1 1 + .8 * 1. */
  @Test
  void optimalValueKnowsTheCut() {
    ExactSolver solver = new ExactSolver(richAndPoor(2));
    assertThat(solver.optimalValue()).isCloseTo(.75 * 1.5 + .25 * 1.8, EXACTLY);
    assertThat(solver.optimal().actions()).as("for sessions never cut off").containsExactly(1, 0);
  }

  /**
   * One state, harvest (1, ends) or wait (.5, stays with .9), cut after two steps: harvesting is
   * worth 1 and waiting .95, but waiting once and then harvesting .5 + .9.
   */
  @Test
  void optimalValueBeatsEveryStationaryPolicyWhereTheCutBinds() {
    FiniteMdp mdp =
        new Table(new double[] {1}, new double[][] {{1, .5}}, new double[][][] {{{0}, {.9}}}, 2);
    ExactSolver solver = new ExactSolver(mdp);
    assertThat(solver.value(deterministic(mdp, 0)).reward()).isCloseTo(1, EXACTLY);
    assertThat(solver.value(deterministic(mdp, 1)).reward()).isCloseTo(.95, EXACTLY);
    assertThat(solver.optimalValue()).isCloseTo(1.4, EXACTLY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void policyIterationAgreesWithBruteForceOverAllPolicies(int environment) {
    Table mdp = randomEnvironment(RandomKey.root(2026).child(environment));
    for (double gamma : new double[] {1, .9, .3}) {
      int[] best = null;
      double[] bestValues = null;
      for (int policy = 0; policy < 81; policy++) {
        int[] actions = {policy % 3, policy / 3 % 3, policy / 9 % 3, policy / 27};
        double[] values = summedValues(mdp, actions, gamma);
        if (best == null || Arrays.stream(values).sum() > Arrays.stream(bestValues).sum()) {
          best = actions;
          bestValues = values;
        }
      }
      ExactSolver solver = new ExactSolver(mdp, gamma);
      Solution solution = solver.optimal();
      assertThat(solution.actions()).containsExactly(best);
      assertThat(solution.values()).containsExactly(bestValues, within(1e-9));
      double fromStart = 0;
      for (int s = 0; s < 4; s++) {
        fromStart += mdp.start(s) * bestValues[s];
      }
      assertThat(solver.value(StochasticPolicy.deterministic(mdp, best)).reward())
          .isCloseTo(fromStart, within(1e-9));
      assertThat(solver.optimalValue()).isCloseTo(fromStart, within(1e-9));
    }
  }

  /** From 0, going to 1, worth 1, is as good as taking 1 at once, where policy iteration starts. */
  @Test
  void lowestActionIsTakenAmongEquals() {
    FiniteMdp mdp =
        new Table(
            new double[] {1, 0},
            new double[][] {{0, 1, 1}, {1, 1, 0}},
            new double[][][] {{{0, 1}, {0, 0}, {0, 0}}, {{0, 0}, {0, 0}, {0, 0}}},
            NEVER_CUT);
    assertThat(new ExactSolver(mdp).optimal().actions()).containsExactly(0, 0);
  }

  /**
   * Waiting for ever (action 0) looks as good as playing, worth 1 + .9 V = 10, because it leads to
   * a state worth 10; but who always waits never gets it.
   */
  @Test
  void endlessWaitingIsNotTakenForAnEqual() {
    FiniteMdp mdp =
        new Table(
            new double[] {.5, .5},
            new double[][] {{0, 1}, {0, 1}},
            new double[][][] {{{0, 1}, {.9, 0}}, {{1, 0}, {0, .9}}},
            NEVER_CUT);
    Solution solution = new ExactSolver(mdp).optimal();
    assertThat(solution.values()).containsExactly(new double[] {10, 10}, EXACTLY);
    assertThat(new ExactSolver(mdp).value(StochasticPolicy.deterministic(mdp, solution.actions())))
        .satisfies(value -> assertThat(value.reward()).isCloseTo(10, within(1e-9)));
  }

  private static Table endless(int maxSessionLength) {
    return new Table(
        new double[] {1}, new double[][] {{1}}, new double[][][] {{{1}}}, maxSessionLength);
  }

  @Test
  void endlessSessionsAreRefusedUndiscounted() {
    assertThatThrownBy(() -> new ExactSolver(endless(7)).optimal())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never end")
        .hasMessageContaining("gamma < 1");
  }

  /** 1 / (1 - .9). */
  @Test
  void endlessSessionsAreFineDiscounted() {
    assertThat(new ExactSolver(endless(7), .9).optimal().values()[0]).isCloseTo(10, EXACTLY);
  }

  @Test
  void endlessSessionsHaveAValueWhereTheyAreCutOff() {
    FiniteMdp mdp = endless(7);
    ExactSolver solver = new ExactSolver(mdp);
    assertThat(solver.value(deterministic(mdp, 0))).isEqualTo(new PolicyValue(7, 7));
    assertThat(solver.optimalValue()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -.1, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
  void gammaMustBeInRange(double gamma) {
    assertThatThrownBy(() -> new ExactSolver(endless(7), gamma))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0, 1]")
        .hasMessageContaining(Double.toString(gamma));
  }

  private static void assertValue(int inState0, int inState1, double reward, double length) {
    FiniteMdp mdp = richAndPoor(NEVER_CUT);
    PolicyValue value = new ExactSolver(mdp).value(deterministic(mdp, inState0, inState1));
    assertThat(value.reward()).isCloseTo(reward, EXACTLY);
    assertThat(value.length()).isCloseTo(length, EXACTLY);
  }

  private static StochasticPolicy deterministic(FiniteMdp mdp, int... actions) {
    return StochasticPolicy.deterministic(mdp, actions);
  }

  /** Sums what 3,000 steps bring: another way than the solver's linear system. */
  private static double[] summedValues(Table mdp, int[] actions, double gamma) {
    double[] values = new double[4];
    for (int step = 0; step < 3_000; step++) {
      double[] next = new double[4];
      for (int s = 0; s < 4; s++) {
        next[s] = mdp.reward[s][actions[s]];
        for (int t = 0; t < 4; t++) {
          next[s] += gamma * mdp.transition[s][actions[s]][t] * values[t];
        }
      }
      values = next;
    }
    return values;
  }

  /** Four states, three actions, rewards in [-1, 1), sessions end with .05 to .3 at every step. */
  private static Table randomEnvironment(RandomKey key) {
    double[] start = distribution(key.child("start"), 1);
    double[][] reward = new double[4][3];
    double[][][] transition = new double[4][3][];
    for (int s = 0; s < 4; s++) {
      for (int a = 0; a < 3; a++) {
        RandomKey pair = key.child(s).child(a);
        reward[s][a] = 2 * pair.uniform(0) - 1;
        transition[s][a] = distribution(pair.child("next"), .7 + .25 * pair.uniform(1));
      }
    }
    return new Table(start, reward, transition, NEVER_CUT);
  }

  private static double[] distribution(RandomKey key, double total) {
    double[] weights = {key.uniform(0), key.uniform(1), key.uniform(2), key.uniform(3)};
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> total * weight / sum).toArray();
  }

  /**
   * An environment as literal tables: reward[state][action], transition[state][action][next state].
   */
  private record Table(
      double[] start, double[][] reward, double[][][] transition, int maxSessionLength)
      implements FiniteMdp {
    @Override
    public int states() {
      return start.length;
    }

    @Override
    public int actions() {
      return reward[0].length;
    }

    @Override
    public double start(int state) {
      return start[state];
    }

    @Override
    public double reward(int state, int action) {
      return reward[state][action];
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      System.arraycopy(transition[state][action], 0, probabilities, 0, probabilities.length);
    }
  }
}
