package dev.recsim.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PackedCholeskyTest {
  private static final int N = 11;
  private static final int AT = 3;
  private static final Offset<Double> CLOSE = within(1e-12);

  private final double[] packed = new double[AT + PackedCholesky.size(N) + 2];
  private final double[][] full = new double[N][N];
  private final double[] b = new double[N];

  /** A sum of outer products, packed and in full. */
  PackedCholeskyTest() {
    for (int r = 0; r < 2 * N; r++) {
      double[] x = new double[N];
      for (int i = 0; i < N; i++) {
        x[i] = RandomKey.root(r).gaussian(i);
      }
      PackedCholesky.addOuter(packed, AT, N, 0.5, x);
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          full[i][j] += 0.5 * x[i] * x[j];
        }
      }
    }
    PackedCholesky.addDiagonal(packed, AT, N, 0.25);
    for (int i = 0; i < N; i++) {
      full[i][i] += 0.25;
      b[i] = RandomKey.root(99).gaussian(i);
    }
  }

  @Test
  void solvesAsTheFullMatrix() {
    Cholesky expected = Cholesky.of(full).orElseThrow();
    PackedCholesky.factor(packed, AT, N);
    double[] solved = b.clone();
    PackedCholesky.solve(packed, AT, N, solved);
    assertThat(solved).containsExactly(expected.solve(b), CLOSE);
    double[] drawn = b.clone();
    PackedCholesky.upperSolve(packed, AT, N, drawn);
    assertThat(drawn).containsExactly(expected.upperSolve(b), CLOSE);
  }

  @Test
  void leavesOtherMatricesAlone() {
    PackedCholesky.factor(packed, AT, N);
    assertThat(new double[] {packed[0], packed[2], packed[packed.length - 1]}).containsOnly(0);
  }

  @Test
  void refusesAMatrixThatIsNotPositiveDefinite() {
    PackedCholesky.addDiagonal(packed, AT, N, -100);
    assertThatThrownBy(() -> PackedCholesky.factor(packed, AT, N))
        .isInstanceOf(ArithmeticException.class);
  }
}
