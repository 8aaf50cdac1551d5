package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EmbeddingTableTest {
  private static final int ROWS = 6;
  private static final int SIZE = 3;
  private static final Tensor START = Initialization.embeddings(ROWS, SIZE, RandomKey.root(1));

  /** Where every row has a gradient at every step there is no difference. */
  @Test
  void movingWhatWasTouchedIsMovingAllWhereAllAreTouched() {
    EmbeddingTable all = new EmbeddingTable(START, false);
    EmbeddingTable touched = new EmbeddingTable(START, true);
    EmbeddingTable afterAll = new EmbeddingTable(START, false);
    EmbeddingTable afterTouched = new EmbeddingTable(START, true);
    for (int t = 0; t < 20; t++) {
      for (int i = 0; i < 2 * ROWS; i++) {
        float[] gradient = gradient(t, i);
        all.addGradient(i % ROWS, gradient, 0);
        touched.addGradient(i % ROWS, gradient, 0);
      }
      all.step(.01);
      touched.step(.01);
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
    EmbeddingTable online = new EmbeddingTable(START, true);
    EmbeddingTable target = new EmbeddingTable(START, true);
    for (int t = 0; t < 200; t++) {
      online.addGradient(t % 2 == 0 ? 1 : 4, gradient(t, 0), 0);
      float[] before = online.rows().clone();
      float[] followed = target.rows().clone();
      online.step(.01);
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
    EmbeddingTable table = new EmbeddingTable(Tensor.matrix(2, 2, new float[] {1, 0, 2, 0}), true);
    table.addGradient(1, new float[] {7, 5}, 0);
    table.step(.25);
    assertThat(table.rows()[0]).isEqualTo(1);
    assertThat(table.rows()[2]).as("along the vector there is no gradient").isEqualTo(2);
    assertThat(table.rows()[3]).isBetween(-.2500001f, -.2499999f);
    assertThat(table.units()[3]).isNegative();
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
