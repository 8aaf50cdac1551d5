package dev.recsim.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AlgebraTest {
  private static final double[][] A = {{4, 2, -1}, {2, 5, 3}, {-1, 3, 6}};
  private static final double[] B = {3, -2, 7};

  private static double[] times(double[] x) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      product[i] = Vectors.dot(A[i], x);
    }
    return product;
  }

  @Test
  void everySolverSolves() {
    Cholesky factor = Cholesky.of(A).orElseThrow();
    assertThat(times(factor.solve(B))).containsExactly(B, within(1e-12));
    assertThat(times(factor.upperSolve(factor.lowerSolve(B)))).containsExactly(B, within(1e-12));
    double[][] destroyed = {A[0].clone(), A[1].clone(), A[2].clone()};
    double[] x = B.clone();
    assertThat(LinearSystem.solve(destroyed, x)).isTrue();
    assertThat(x).containsExactly(factor.solve(B), within(1e-12));
  }

  /** The inverse of [[2, 1], [1, 2]] is [[2, -1], [-1, 2]] / 3. */
  @Test
  void standardErrorsAreRootsOfTheInverse() {
    double root = Math.sqrt(2.0 / 3);
    assertThat(Cholesky.of(new double[][] {{2, 1}, {1, 2}}).orElseThrow().standardErrors())
        .containsExactly(new double[] {root, root}, within(1e-12));
  }

  @Test
  void singularMatricesAreRefused() {
    double[][] singular = {{1, 2}, {2, 4}};
    assertThat(Cholesky.of(singular)).isEmpty();
    assertThat(Cholesky.of(new double[][] {{1, 0}, {1, 1 + 1e-13}})).isEmpty();
    assertThat(Cholesky.of(new double[][] {{1, 0}, {1, 1 + 1e-13}}, 0)).isPresent();
    assertThat(LinearSystem.solve(singular, new double[] {1, 1})).isFalse();
  }
}
