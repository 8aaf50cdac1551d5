package dev.recsim.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.FiniteMdp;
import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passing actions over changes no bit of the optimum, and saves most of the work. */
@Tag("slow")
class ActionBoundsTest {
  private static final int SIZE = 30;
  private static final int STEPS = 200;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void theOptimumIsThatOfAllActions(int environment) {
    for (double gamma : new double[] {1, .9, .3}) {
      Environment mdp = new Environment(RandomKey.root(1967).child(environment));
      assertThat(new ExactSolver(mdp, gamma).optimalValue()).isEqualTo(ofAllActions(mdp, gamma));
    }
  }

  @Test
  void mostActionsAreNotEvaluatedAgain() {
    Environment mdp = new Environment(RandomKey.root(1967));
    new ExactSolver(mdp).optimalValue();
    long evaluated = mdp.asked;
    mdp.asked = 0;
    ofAllActions(mdp, 1);
    assertThat(evaluated).isBetween((long) SIZE * SIZE, mdp.asked / 5);
  }

  /** Bellman's recursion as it is written. */
  private static double ofAllActions(Environment mdp, double gamma) {
    double[] values = new double[SIZE];
    double[] row = new double[SIZE];
    for (int step = 0; step < STEPS; step++) {
      double[] next = new double[SIZE];
      for (int s = 0; s < SIZE; s++) {
        next[s] = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < SIZE; a++) {
          mdp.transition(s, a, row);
          double sum = 0;
          for (int t = 0; t < SIZE; t++) {
            sum += row[t] * values[t];
          }
          next[s] = Math.max(next[s], mdp.reward(s, a) + gamma * sum);
        }
      }
      values = next;
    }
    double sum = 0;
    for (int s = 0; s < SIZE; s++) {
      sum += mdp.start(s) * values[s];
    }
    return sum;
  }

  /** Rewards in [-1, 1); every other state pays 2 less; under some policies sessions never end. */
  private static final class Environment implements FiniteMdp {
    private final double[][] rewards = new double[SIZE][SIZE];
    private final double[][][] transitions = new double[SIZE][SIZE][];
    private long asked;

    Environment(RandomKey key) {
      for (int s = 0; s < SIZE; s++) {
        for (int a = 0; a < SIZE; a++) {
          RandomKey pair = key.child(s).child(a);
          rewards[s][a] = 2 * pair.uniform(SIZE) - 1 - s % 2 * 2;
          transitions[s][a] = following(pair, a == 0 ? 1 : .9);
        }
      }
    }

    private static double[] following(RandomKey pair, double total) {
      double[] row = new double[SIZE];
      double sum = 0;
      for (int t = 0; t < SIZE; t++) {
        row[t] = StrictMath.pow(pair.uniform(t), 8);
        sum += row[t];
      }
      for (int t = 0; t < SIZE; t++) {
        row[t] *= total / sum;
      }
      return row;
    }

    @Override
    public int states() {
      return SIZE;
    }

    @Override
    public int actions() {
      return SIZE;
    }

    @Override
    public double start(int state) {
      return 1.0 / SIZE;
    }

    @Override
    public double reward(int state, int action) {
      return rewards[state][action];
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      asked++;
      System.arraycopy(transitions[state][action], 0, probabilities, 0, SIZE);
    }

    @Override
    public int maxSessionLength() {
      return STEPS;
    }
  }
}
