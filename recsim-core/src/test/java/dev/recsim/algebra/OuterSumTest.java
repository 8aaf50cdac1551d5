package dev.recsim.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OuterSumTest {
  private static final int AT = 3;

  private static double[] filled(int length) {
    double[] filled = new double[length];
    Arrays.fill(filled, 9);
    return filled;
  }

  /** Vectors are added three at a time, of which the last may be missing. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void addsVectorsAsOneByOne(int count) {
    for (int n = 1; n < 9; n++) {
      compare(n, count);
    }
  }

  private static void compare(int n, int count) {
    double[] weights = new double[count];
    double[][] x = new double[count][n];
    double[] packed = new double[AT + PackedCholesky.size(n) + 2];
    double[] sum = new double[n];
    for (int r = 0; r < count; r++) {
      weights[r] = RandomKey.root(r).gaussian(n);
      for (int i = 0; i < n; i++) {
        x[r][i] = RandomKey.root(r).gaussian(i);
        sum[i] += weights[r] * x[r][i];
      }
      PackedCholesky.addOuter(packed, AT, n, 2 * weights[r], x[r]);
    }
    OuterSum outer = new OuterSum(n);
    outer.read(filled(packed.length), AT);
    outer.clear();
    outer.add(weights, x, count);
    double[] added = new double[packed.length];
    outer.write(added, AT);
    outer.clear();
    outer.read(added, AT);
    outer.add(weights, x, count);
    outer.write(added, AT);
    assertThat(added).containsExactly(packed, within(1e-12));
    double[] scaled = new double[n];
    Vectors.addScaled(scaled, weights, x, count);
    assertThat(scaled).containsExactly(sum, within(1e-12));
  }
}
