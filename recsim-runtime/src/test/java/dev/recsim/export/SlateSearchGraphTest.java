package dev.recsim.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SlateSearchGraphTest {
  private static final int TRIES = 3_000;

  /**
   * The graph makes a fixed number of passes of Dinkelbach's method. Weights span twelve orders of
   * magnitude here, and values six; no search needs more than half of the passes.
   */
  @Test
  void passesSuffice() {
    int most = 0;
    for (int i = 0; i < TRIES; i++) {
      RandomKey key = RandomKey.root(i);
      int documents = 2 + key.below(0, 60);
      int size = 1 + key.below(1, Math.min(10, documents - 1));
      most = Math.max(most, passes(key, documents, size));
    }
    assertThat(most).isBetween(2, SlateSearchGraph.PASSES / 2);
  }

  /** Number of times that a better slate is found. */
  private static int passes(RandomKey key, int documents, int size) {
    double[] weights = new double[documents];
    double[] values = new double[documents];
    for (int d = 0; d < documents; d++) {
      weights[d] = StrictMath.pow(10, 12 * key.uniform(2L + d) - 6);
      values[d] =
          (key.uniform(1_000L + d) - 0.3) * StrictMath.pow(10, 6 * key.uniform(2_000L + d) - 3);
    }
    double noClick = StrictMath.pow(10, 12 * key.uniform(5_000) - 6);
    double z = 0;
    for (int pass = 0; ; pass++) {
      double reached = z;
      Integer[] order = new Integer[documents];
      Arrays.setAll(order, d -> d);
      Arrays.sort(
          order,
          (a, b) ->
              Double.compare(
                  weights[b] * (values[b] - reached), weights[a] * (values[a] - reached)));
      double sum = 0;
      double weight = noClick;
      for (int p = 0; p < size; p++) {
        sum += weights[order[p]] * values[order[p]];
        weight += weights[order[p]];
      }
      if (pass > 0 && !(sum / weight > z)) {
        return pass;
      }
      z = sum / weight;
    }
  }
}
