package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EmbeddingTableTest {
  private static final int ROWS = 6;
  private static final int SIZE = 3;
  private static final Tensor START = Tensor.of(RandomKey.root(1)::gaussian, ROWS, SIZE);

  /** Where every row has a gradient at every step there is no difference. */
  @Test
  void movingWhatWasTouchedIsMovingAllWhereAllAreTouched() {
    EmbeddingTable all = new EmbeddingTable(START, false, false);
    EmbeddingTable touched = new EmbeddingTable(START, true, false);
    EmbeddingTable afterAll = new EmbeddingTable(START, false, false);
    EmbeddingTable afterTouched = new EmbeddingTable(START, true, false);
    for (int t = 0; t < 20; t++) {
      for (int i = 0; i < 2 * ROWS; i++) {
        float[] gradient = gradient(t, i);
        all.addGradient(i % ROWS, gradient, 0);
        touched.addGradient(i % ROWS, gradient, 0);
      }
      all.step(.01, 1);
      touched.step(.01, 1);
      afterAll.follow(all, .1);
      afterTouched.follow(touched, .1);
    }
    assertThat(touched.rows()).containsExactly(all.rows());
    assertThat(touched.units()).containsExactly(all.units());
    assertThat(afterTouched.units()).containsExactly(afterAll.units());
    assertThat(all.tensors().get("")).isNotEqualTo(START);
  }

  @Test
  void rowsWithoutGradientStay() {
    EmbeddingTable online = new EmbeddingTable(START, true, false);
    EmbeddingTable target = new EmbeddingTable(START, true, false);
    for (int t = 0; t < 200; t++) {
      online.addGradient(t % 2 == 0 ? 1 : 4, gradient(t, 0), 0);
      float[] before = online.rows().clone();
      float[] followed = target.rows().clone();
      online.step(.01, 1);
      target.follow(online, .1);
      for (int row = 0; row < ROWS; row++) {
        boolean moves = row == (t % 2 == 0 ? 1 : 4);
        assertThat(Arrays.equals(row(before, row), row(online.rows(), row))).isEqualTo(!moves);
        assertThat(Arrays.equals(row(followed, row), row(target.rows(), row))).isEqualTo(!moves);
      }
    }
  }

  /** By hand: the first step of Adam moves by the rate, whatever the gradient. */
  @Test
  void aTouchedRowMovesByTheRateAtFirst() {
    EmbeddingTable table =
        new EmbeddingTable(Tensor.matrix(2, 2, new float[] {1, 0, 2, 0}), true, false);
    table.addGradient(1, new float[] {7, 5}, 0);
    table.step(.25, 1);
    assertThat(table.rows()[0]).isEqualTo(1);
    assertThat(table.rows()[2]).as("along the vector there is no gradient").isEqualTo(2);
    assertThat(table.rows()[3]).isBetween(-.2500001f, -.2499999f);
    assertThat(table.units()[3]).isNegative();
  }

  /** By differences: a loss that is linear in the unit vectors moves by its gradient. */
  @Test
  void theNormIsThatOfTheGradientByTheVectors() {
    for (boolean touchedOnly : new boolean[] {false, true}) {
      EmbeddingTable table = new EmbeddingTable(START, touchedOnly, false);
      float[] gradient = gradient(0, 0);
      table.addGradient(2, gradient, 0);
      double squares = 0;
      for (int k = 0; k < SIZE; k++) {
        double slope = (loss(gradient, k, 1e-4) - loss(gradient, k, -1e-4)) / 2e-4;
        squares += slope * slope;
      }
      assertThat(table.squaredGradients()).isCloseTo(squares, within(1e-5 * squares));
      table.step(.1, 1);
      assertThat(table.squaredGradients()).isZero();
    }
  }

  /** Gradients near epsilon of Adam, so that their length matters. */
  @Test
  void aStepMultipliesGradientsByItsFactor() {
    for (boolean touchedOnly : new boolean[] {false, true}) {
      EmbeddingTable scaled = new EmbeddingTable(START, touchedOnly, false);
      EmbeddingTable other = new EmbeddingTable(START, touchedOnly, false);
      scaled.addGradient(1, new float[] {2e-8f, 5e-8f, -1e-8f}, 0);
      other.addGradient(1, new float[] {8e-8f, 20e-8f, -4e-8f}, 0);
      scaled.step(.1, 4);
      other.step(.1, 1);
      assertThat(scaled.rows()).usingComparatorWithPrecision(1e-6f).containsExactly(other.rows());
      assertThat(scaled.rows()).isNotEqualTo(START.data());
    }
  }

  /** The product of a gradient and row 2 of length 1, after a number of the row has moved. */
  private static double loss(float[] gradient, int moved, double by) {
    double product = 0;
    double squares = 0;
    for (int k = 0; k < SIZE; k++) {
      double number = START.data()[2 * SIZE + k] + (k == moved ? by : 0);
      product += number * gradient[k];
      squares += number * number;
    }
    return product / Math.sqrt(squares);
  }

  /** As above; the numbers of a residual are not scaled to length 1. */
  @Test
  void residualsAreReadAsTheyAre() {
    EmbeddingTable table = new EmbeddingTable(Tensor.matrix(2, 2, new float[4]), true, true);
    table.addGradient(1, new float[] {-7, -5}, 0);
    table.step(.25, 1);
    assertThat(table.units()).usingComparatorWithPrecision(1e-6f).containsExactly(0, 0, .25f, .25f);
    EmbeddingTable target = new EmbeddingTable(Tensor.matrix(2, 2, new float[4]), true, true);
    target.follow(table, .5);
    assertThat(target.units()[2]).isEqualTo(table.units()[2] / 2);
  }

  private static float[] row(float[] rows, int row) {
    return Arrays.copyOfRange(rows, row * SIZE, row * SIZE + SIZE);
  }

  private static float[] gradient(int step, int i) {
    RandomKey draws = RandomKey.root(2).child(step).child(i);
    return new float[] {
      (float) draws.gaussian(0), (float) draws.gaussian(1), (float) draws.gaussian(2)
    };
  }
}
