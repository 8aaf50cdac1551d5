package dev.recsim.fit.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.fit.choice.LogitModel.Decision;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogitModelTest {
  private static final double[] TRUTH = {1, -0.5, 0.25};

  /** Choices among four alternatives with three features, by the Gumbel trick. */
  private static List<Decision> decisions(int count) {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomKey key = RandomKey.root(5).child(i);
      double[][] x = new double[4][3];
      int chosen = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < 4; j++) {
        double utility = -StrictMath.log(key.child("noise").exponential(j, 1));
        for (int f = 0; f < 3; f++) {
          x[j][f] = key.child("feature").gaussian(3 * j + f);
          utility += TRUTH[f] * x[j][f];
        }
        if (utility > most) {
          most = utility;
          chosen = j;
        }
      }
      decisions.add(new Decision(x, chosen));
    }
    return decisions;
  }

  /** Gradient ascent with a fixed step, which shares no code with Newton's method. */
  @Test
  void equalsGradientAscent() {
    List<Decision> decisions = decisions(400);
    double[] b = new double[3];
    for (int step = 0; step < 4_000; step++) {
      double[] gradient = new double[3];
      for (Decision decision : decisions) {
        double[] weights = new double[4];
        double sum = 0;
        for (int j = 0; j < 4; j++) {
          double utility = 0;
          for (int f = 0; f < 3; f++) {
            utility += b[f] * decision.alternatives()[j][f];
          }
          weights[j] = StrictMath.exp(utility);
          sum += weights[j];
        }
        for (int f = 0; f < 3; f++) {
          gradient[f] += decision.alternatives()[decision.chosen()][f];
          for (int j = 0; j < 4; j++) {
            gradient[f] -= weights[j] / sum * decision.alternatives()[j][f];
          }
        }
      }
      for (int f = 0; f < 3; f++) {
        b[f] += gradient[f] / 400;
      }
    }
    assertThat(LogitModel.fit(decisions).coefficients()).containsExactly(b, within(1e-9));
  }

  /** Four standard errors: fails for one key in 5,000. */
  @Test
  void errorsCoverTheTruth() {
    LogitModel model = LogitModel.fit(decisions(2_000));
    for (int f = 0; f < 3; f++) {
      assertThat(model.errors()[f]).isBetween(0.02, 0.05);
      assertThat(model.coefficients()[f]).isCloseTo(TRUTH[f], within(4 * model.errors()[f]));
    }
  }

  /** With one feature that tells two alternatives apart, b is the log odds, in closed form. */
  @Test
  void hasTheClosedFormOfTwoAlternatives() {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      decisions.add(new Decision(new double[][] {{0}, {1}}, i < 75 ? 1 : 0));
    }
    LogitModel model = LogitModel.fit(decisions);
    assertThat(model.coefficients()[0]).isCloseTo(StrictMath.log(3), within(1e-12));
    assertThat(model.errors()[0]).isCloseTo(Math.sqrt(1 / 75.0 + 1 / 25.0), within(1e-12));
    assertThat(model.logLikelihood())
        .isCloseTo(75 * StrictMath.log(.75) + 25 * StrictMath.log(.25), within(1e-9));
  }

  @Test
  void refusesWhatCannotBeEstimated() {
    Decision same = new Decision(new double[][] {{1}, {1}}, 0);
    Decision certain = new Decision(new double[][] {{1}, {0}}, 0);
    for (Decision decision : List.of(same, certain)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LogitModel.fit(List.of(decision, decision)))
          .withMessageContaining("cannot be estimated");
    }
  }
}
