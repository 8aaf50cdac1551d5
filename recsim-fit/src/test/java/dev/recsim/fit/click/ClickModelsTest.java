package dev.recsim.fit.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClickModelsTest {
  private static final double[] ATTRACTIVE = {.05, .1, .2, .3, .4, .5, .6, .7};

  static List<ClickModel> models() {
    return List.of(
        GlobalClickRate.of(0.3, new ClickedSlates(8, List.of(new int[4]), List.of(new boolean[4]))),
        new PositionBasedClicks(ATTRACTIVE, new double[] {1, .7, .4, .2}, new double[4]),
        new DependentClicks(ATTRACTIVE, new double[] {.8, .6, .5}, new double[3]),
        CascadeClicks.of(ATTRACTIVE, 4),
        new LogitClicks(ATTRACTIVE, 0.8));
  }

  /** Adds up all 16 outcomes of a slate. */
  @ParameterizedTest
  @MethodSource("models")
  void probabilitiesAgree(ClickModel model) {
    int[] documents = {7, 2, 4, 5};
    double sum = 0;
    double[] clicked = new double[4];
    double[] counts = new double[5];
    for (int outcome = 0; outcome < 16; outcome++) {
      boolean[] clicks = new boolean[4];
      for (int k = 0; k < 4; k++) {
        clicks[k] = (outcome >> k & 1) == 1;
      }
      double p = StrictMath.exp(model.logProbability(documents, clicks));
      sum += p;
      counts[Integer.bitCount(outcome)] += p;
      for (int k = 0; k < 4; k++) {
        clicked[k] += clicks[k] ? p : 0;
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(model.clickProbabilities(documents)).containsExactly(clicked, within(1e-12));
    assertThat(model.clickCounts(documents)).containsExactly(counts, within(1e-12));
  }

  @Test
  void positionBasedFindsTheTruth() throws Exception {
    ClickedSlates log = ClickLogs.read("clicks_pbm.csv");
    PositionBasedClicks fitted = PositionBasedClicks.fit(log.part(0, 3_000));
    ClickedSlates heldOut = log.part(3_000, 4_000);
    assertThat(fitted.examined()).containsExactly(new double[] {1, .7, .4, .2}, within(0.03));
    assertThat(fitted.meanLogProbability(heldOut)).isGreaterThanOrEqualTo(-.4145);
    assertThat(GlobalClickRate.fit(log.part(0, 3_000)).meanLogProbability(heldOut))
        .isCloseTo(-.497856, within(1e-4));
    assertThat(DependentClicks.fit(log.part(0, 3_000)).meanLogProbability(heldOut))
        .isCloseTo(-.4381, within(1e-3));
  }

  @Test
  void dependentClicksFindTheTruth() throws Exception {
    ClickedSlates log = ClickLogs.read("clicks_dcm.csv");
    DependentClicks fitted = DependentClicks.fit(log.part(0, 3_000));
    ClickedSlates heldOut = log.part(3_000, 4_000);
    double own = fitted.meanLogProbability(heldOut);
    assertThat(own).isGreaterThanOrEqualTo(-.5090);
    assertThat(own)
        .isGreaterThan(
            PositionBasedClicks.fit(log.part(0, 3_000)).meanLogProbability(heldOut) + .005);
    double[] truth = {.8, .6, .5};
    for (int k = 0; k < truth.length; k++) {
      assertThat(fitted.continuesErrors()[k]).isBetween(0.005, 0.1);
      assertThat(fitted.continues()[k])
          .as("position %s", k)
          .isCloseTo(truth[k], within(1.96 * fitted.continuesErrors()[k]));
    }
    for (int d = 0; d < ATTRACTIVE.length; d++) {
      assertThat(fitted.attractive()[d]).isCloseTo(ATTRACTIVE[d], within(0.03));
    }
  }

  /** Three standard errors of 5,000 slates: fails for one key in 50 or so, for eight documents. */
  @Test
  void cascadeCountsReadersUpToTheClick() {
    List<int[]> shown = new ArrayList<>();
    List<boolean[]> clicked = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      RandomKey key = RandomKey.root(3).child(i);
      int[] documents = {i % 8, (i + 3) % 8, (i + 6) % 8};
      boolean[] clicks = new boolean[3];
      for (int k = 0; k < 3 && ClickedSlates.last(clicks) < 0; k++) {
        clicks[k] = key.uniform(k) < ATTRACTIVE[documents[k]];
      }
      shown.add(documents);
      clicked.add(clicks);
    }
    DependentClicks fitted = CascadeClicks.fit(new ClickedSlates(8, shown, clicked));
    assertThat(fitted.attractive()).containsExactly(ATTRACTIVE, within(0.05));
  }

  /** Weights are ratios of probabilities; five standard errors: fails for one key in 100,000. */
  @Test
  void logitFindsTheWeights() {
    LogitClicks truth = new LogitClicks(new double[] {.2, .5, 1, 2}, 1);
    List<int[]> shown = new ArrayList<>();
    List<boolean[]> clicked = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int[] documents = {i % 4, (i + 1) % 4, (i + 2) % 4};
      shown.add(documents);
      clicked.add(truth.draw(documents, RandomKey.root(6).child(i)));
    }
    LogitClicks fitted = LogitClicks.fit(new ClickedSlates(5, shown, clicked));
    assertThat(fitted.none()).isEqualTo(1);
    for (int d = 0; d < 4; d++) {
      assertThat(fitted.weights()[d] / truth.weights()[d]).isCloseTo(1, within(0.3));
    }
    // Never shown: the average of the logarithms.
    assertThat(fitted.weights()[4]).isBetween(0.4, 1.0);
  }

  @Test
  void cascadeRefusesTwoClicks() {
    ClickedSlates two =
        new ClickedSlates(2, List.of(new int[] {0, 1}), List.of(new boolean[] {true, true}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CascadeClicks.fit(two))
        .withMessageContaining("slate 0 has more than one click");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogitClicks.fit(two))
        .withMessageContaining("slate 0 has more than one click");
  }
}
