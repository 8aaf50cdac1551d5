package dev.recsim.agent.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.algebra.Vectors;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Test;

class PrecisionTest {
  private static final RandomKey KEY = RandomKey.root(42).child("precision");
  private static final int N = 6;

  /** 2 I plus fifteen outer products. */
  private static Precision drawn() {
    Precision a = Precision.unit(N, 2);
    for (int i = 0; i < 15; i++) {
      a.add(vector(i), 1 + i % 3);
    }
    return a;
  }

  private static double[] vector(int i) {
    double[] x = new double[N];
    for (int j = 0; j < N; j++) {
      x[j] = j == i % N ? 0 : KEY.child(i).gaussian(j);
    }
    return x;
  }

  @Test
  void outerProductsAreAdded() {
    Precision a = Precision.unit(2, 1);
    a.add(new double[] {1, 2}, 3);
    assertThat(a.times(new double[] {1, 0})).containsExactly(4, 6);
    assertThat(a.times(new double[] {0, 1})).containsExactly(6, 13);
  }

  @Test
  void solutionSolves() {
    Precision a = drawn();
    double[] b = vector(99);
    assertThat(a.times(a.solve(b))).containsExactly(b, within(1e-10));
    a.add(vector(3), 1);
    assertThat(a.times(a.solve(b))).as("after growing").containsExactly(b, within(1e-10));
  }

  @Test
  void inverseFormIsThatOfTheInverse() {
    Precision a = drawn();
    double[] x = vector(7);
    assertThat(a.inverseForm(x)).isCloseTo(Vectors.dot(x, a.solve(x)), within(1e-12));
  }

  /** A times the sum of the columns' outer products is I: their covariance is the inverse. */
  @Test
  void upperSolutionsOfUnitVectorsHaveTheInverseForTheirCovariance() {
    Precision a = drawn();
    double[][] covariance = new double[N][N];
    for (int k = 0; k < N; k++) {
      double[] unit = new double[N];
      unit[k] = 1;
      double[] column = a.upperSolve(unit);
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          covariance[i][j] += column[i] * column[j];
        }
      }
    }
    for (int i = 0; i < N; i++) {
      double[] unit = new double[N];
      unit[i] = 1;
      assertThat(a.times(covariance[i])).containsExactly(unit, within(1e-10));
    }
  }

  @Test
  void tensorIsSymmetricAndReadBack() {
    Precision a = drawn();
    Tensor tensor = a.tensor();
    assertThat(tensor.data()[1]).isEqualTo(tensor.data()[N]).isNotZero();
    assertThat(Precision.of(tensor).tensor()).isEqualTo(tensor);
  }

  @Test
  void copyGrowsAlone() {
    Precision a = drawn();
    Tensor before = a.tensor();
    a.copy().add(vector(1), 1);
    assertThat(a.tensor()).isEqualTo(before);
  }

  @Test
  void matrixThatIsNotPositiveDefiniteIsAnError() {
    Precision a = Precision.of(Tensor.matrix(2, 2, new float[] {1, 2, 2, 1}));
    assertThatThrownBy(() -> a.solve(new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive definite");
  }
}
