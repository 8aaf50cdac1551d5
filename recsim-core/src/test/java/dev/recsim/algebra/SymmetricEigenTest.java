package dev.recsim.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  @Test
  void twoDimensionsAreKnown() {
    SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{2, -1}, {-1, 2}});
    double half = Math.sqrt(0.5);
    assertThat(eigen.values()).containsExactly(new double[] {3, 1}, CLOSE);
    assertThat(eigen.vectors()[0]).containsExactly(new double[] {half, -half}, CLOSE);
    assertThat(eigen.vectors()[1]).containsExactly(new double[] {half, half}, CLOSE);
  }

  @Test
  void vectorsAreOrthogonalAndGiveTheMatrix() {
    int n = 9;
    RandomKey key = RandomKey.root(1);
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = key.gaussian(n * i + j);
        matrix[j][i] = matrix[i][j];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(matrix);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        double product = 0;
        for (int k = 0; k < n; k++) {
          sum += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
          product += eigen.vectors()[i][k] * eigen.vectors()[j][k];
        }
        assertThat(sum).isCloseTo(matrix[i][j], CLOSE);
        assertThat(product).isCloseTo(i == j ? 1 : 0, CLOSE);
      }
    }
    assertThat(eigen.values()).isSortedAccordingTo((x, y) -> Double.compare(y, x));
  }

  @Test
  void zeroAndNothingHaveVectorsToo() {
    assertThat(SymmetricEigen.of(new double[2][2]).values()).containsExactly(0, 0);
    assertThat(SymmetricEigen.of(new double[0][0]).values()).isEmpty();
  }
}
