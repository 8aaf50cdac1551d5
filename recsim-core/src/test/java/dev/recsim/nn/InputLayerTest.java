package dev.recsim.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that have their first features in common have the same bits as each row alone. */
class InputLayerTest {
  private static final int ROWS = 200;
  private static final int WIDTH = 11;
  private static final float[] FEATURES = {1, -1, .3f, 0f, -0f, Float.NaN, 1e-40f};
  private static final RandomKey KEY = RandomKey.root(11);

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 3", "0, 4", "0, 9", "2, 0", "2, 3", "2, 4", "2, 8", "3, 14"})
  void rowsAreThoseOfASingleRow(int categories, int dense) {
    InputLayer layer = layer(categories, dense);
    int[] states = new int[ROWS];
    float[] features = new float[ROWS * dense];
    for (int r = 0; r < ROWS; r++) {
      RandomKey draws = KEY.child("row").child(r);
      int same = r == 0 ? 0 : draws.below(0, dense + 1);
      if (categories > 0) {
        states[r] = r > 0 && draws.uniform(1) < .7 ? states[r - 1] : draws.below(2, categories);
      }
      for (int k = 0; k < dense; k++) {
        features[r * dense + k] =
            k < same
                ? features[(r - 1) * dense + k]
                : FEATURES[draws.below(3 + k, FEATURES.length)];
      }
    }
    assertThatRowsAreAlone(layer, states, features, dense);
  }

  /** Fewer features in common than in the row before, then more, then none. */
  @Test
  void lengthOfWhatIsSharedChanges() {
    float[] features = new float[ROWS * 12];
    int[] changes = {12, 8, 4, 11, 0, 12, 5, 12, 12, 3, 9};
    for (int r = 0; r < ROWS; r++) {
      for (int k = 0; k < 12; k++) {
        features[r * 12 + k] =
            r > 0 && k < changes[r % changes.length] ? features[(r - 1) * 12 + k] : .1f * r - k;
      }
    }
    assertThatRowsAreAlone(layer(0, 12), new int[ROWS], features, 12);
  }

  private static void assertThatRowsAreAlone(
      InputLayer layer, int[] states, float[] features, int dense) {
    layer.forward(states, features, ROWS);
    float[][] all = Arrays.stream(layer.units).map(float[]::clone).toArray(float[][]::new);
    for (int r = 0; r < ROWS; r++) {
      float[] row = new float[dense];
      System.arraycopy(features, r * dense, row, 0, dense);
      layer.forward(new int[] {states[r]}, row, 1);
      assertThat(bits(layer.units[0])).as("row %d", r).isEqualTo(bits(all[r]));
    }
  }

  private static InputLayer layer(int categories, int dense) {
    InputLayer layer = new InputLayer(categories, dense, WIDTH);
    for (int i = 0; i < layer.values.length; i++) {
      for (int j = 0; j < WIDTH; j++) {
        layer.values[i][j] = (float) KEY.child("weights").child(i).gaussian(j);
      }
    }
    return layer;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }
}
