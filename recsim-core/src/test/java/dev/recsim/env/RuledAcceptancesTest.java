package dev.recsim.env;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.FiniteMdp;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Generate;
import dev.recsim.env.TransitionMatrixOptions.Rule;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Matrices drawn by a rule. */
class RuledAcceptancesTest {
  private static final TransitionMatrixProvider PROVIDER = new TransitionMatrixProvider();

  @ParameterizedTest
  @EnumSource(Rule.class)
  void cellsAreProbabilitiesHoweverManyDocuments(Rule rule) {
    for (int documents : new int[] {1, 2, 3, 5, 12, 31}) {
      for (long seed = 0; seed < 3; seed++) {
        double[][] matrix = matrix(rule, documents, seed);
        assertThat(matrix.length).isEqualTo(documents);
        for (double[] row : matrix) {
          assertThat(Arrays.stream(row)).allMatch(it -> it >= 0 && it <= 1);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void sameSeedGivesTheSameMatrixAndAnotherSeedAnother(Rule rule) {
    Set<Integer> all = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      int one = Arrays.deepHashCode(matrix(rule, 12, seed));
      assertThat(Arrays.deepHashCode(matrix(rule, 12, seed))).isEqualTo(one);
      all.add(one);
    }
    assertThat(all).hasSize(20);
  }

  /** Committed results rest on these matrices. */
  @ParameterizedTest
  @CsvSource({
    "CAMPS, 1041934269",
    "LADDER, 167188593",
    "TRAP, 725758986",
    "ALIKE, 1239477297",
    "MOODS, 823637495",
    "DENSE, 1185056224",
    "HUBS, 1305816710",
    "CYCLE, 1503793420",
    "SPARSE, 859231900",
    "CORRIDOR, 1489927781",
    "LIFT, 534575581"
  })
  void matricesStayTheSame(Rule rule, int hash) {
    assertThat(Arrays.deepHashCode(matrix(rule, 16, 42))).isEqualTo(hash);
  }

  @Test
  void permutationIsTheRuleOfNoRule() {
    assertThat(matrix(Rule.PERMUTATION, 9, 5)).isDeepEqualTo(matrix(null, 9, 5));
  }

  /** Policies that are optimal under a discount of 0.95 stay with the bait in most matrices. */
  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      names = {"CORRIDOR", "LIFT"})
  void goodPoliciesLookFarAhead(Rule rule) {
    int shortSighted = 0;
    for (long seed = 0; seed < 20; seed++) {
      FiniteMdp mdp = mdp(rule, 20, seed, .01, .4);
      double optimum = new ExactSolver(mdp).optimalValue();
      assertThat(value(mdp, .995)).isGreaterThan(.98 * optimum);
      shortSighted += value(mdp, .95) < .95 * optimum ? 1 : 0;
      StochasticPolicy uniform = StochasticPolicy.uniform(mdp);
      assertThat(new ExactSolver(mdp).value(uniform).reward()).isLessThan(.1 * optimum);
    }
    assertThat(shortSighted).isBetween(10, 20);
  }

  /** Elsewhere a discount of 0.95 costs little. */
  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      mode = Mode.EXCLUDE,
      names = {"CORRIDOR", "LIFT"})
  void usualDiscountIsEnoughElsewhere(Rule rule) {
    for (long seed = 0; seed < 5; seed++) {
      FiniteMdp mdp = mdp(rule, 20, seed, .05, .15);
      assertThat(value(mdp, .95)).isGreaterThan(.985 * new ExactSolver(mdp).optimalValue());
    }
  }

  /** Value of the policy that is optimal under a discount, without one. */
  private static double value(FiniteMdp mdp, double discount) {
    int[] actions = new ExactSolver(mdp, discount).optimal().actions();
    return new ExactSolver(mdp).value(StochasticPolicy.deterministic(mdp, actions)).reward();
  }

  private static FiniteMdp mdp(Rule rule, int documents, long seed, double accepted, double not) {
    Acceptance acceptance = new Acceptance(null, null, new Generate(seed, rule), null);
    return PROVIDER
        .create(
            new TransitionMatrixOptions(documents, 4, accepted, not, acceptance, 1_000),
            Path.of("."))
        .model()
        .orElseThrow();
  }

  private static double[][] matrix(Rule rule, int documents, long seed) {
    FiniteMdp mdp = mdp(rule, documents, seed, .1, .2);
    double[][] matrix = new double[documents][documents];
    for (int i = 0; i < documents; i++) {
      for (int j = 0; j < documents; j++) {
        matrix[i][j] = mdp.reward(i, j);
      }
    }
    return matrix;
  }
}
