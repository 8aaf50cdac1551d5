package dev.recsim.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recsim.random.RandomKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
  private static final RandomKey KEY = RandomKey.root(7);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7, 64, 65})
  void twoInnerProductsHaveTheBitsOfEachAlone(int length) {
    float[] x = random("x", length);
    float[] y0 = random("y0", length);
    float[] y1 = random("y1", length);
    float[] out = new float[4];

    Kernels.dot(x, y0, y1, out, 1, 3);

    assertEquals(alone(x, y0), out[1]);
    assertEquals(alone(x, y1), out[3]);
    assertEquals(0, out[0]);
    assertEquals(0, out[2]);
  }

  private static float alone(float[] x, float[] y) {
    float[] sums = new float[4];
    int whole = x.length / 4 * 4;
    for (int i = 0; i < x.length; i++) {
      sums[i < whole ? i % 4 : 0] += x[i] * y[i];
    }
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
  }

  private static float[] random(String name, int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) KEY.child(name).uniform(i) - 0.5f;
    }
    return numbers;
  }
}
