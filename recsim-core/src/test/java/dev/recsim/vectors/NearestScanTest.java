package dev.recsim.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestScanTest {
  private static final int QUERIES = 20;

  /** Around the length of a block, and queries that begin anywhere; bit by bit, ties included. */
  @ParameterizedTest
  @CsvSource({
    "1, 3, 1",
    "7, 1, 7",
    "511, 4, 10",
    "512, 16, 1",
    "513, 5, 512",
    "513, 5, 513",
    "1500, 7, 60"
  })
  void isABruteForceSearch(int count, int size, int k) {
    float[] vectors = coarse(count * size, RandomKey.root(1));
    float[] queries = coarse((QUERIES + 3) * size, RandomKey.root(2));
    for (boolean raw : new boolean[] {false, true}) {
      int[] found = new int[QUERIES * (k + 2)];
      new NearestScan(size, raw).find(vectors, count, queries, 3, QUERIES, k, found, 0, k + 2);
      for (int q = 0; q < QUERIES; q++) {
        assertThat(IntStream.range(q * (k + 2), q * (k + 2) + k).map(i -> found[i]).toArray())
            .containsExactly(brute(vectors, count, size, raw, queries, 3 + q, k));
        assertThat(found[q * (k + 2) + k]).as("behind the row").isZero();
      }
    }
  }

  @Test
  void sameScanMayBeUsedForOtherCounts() {
    NearestScan scan = new NearestScan(4, true);
    float[] vectors = coarse(1_500 * 4, RandomKey.root(1));
    float[] queries = coarse(4, RandomKey.root(2));
    for (int count : new int[] {1_500, 7, 511}) {
      int[] found = new int[7];
      scan.find(vectors, count, queries, 0, 1, 5, found, 2, 5);
      assertThat(Arrays.copyOfRange(found, 2, 7))
          .containsExactly(brute(vectors, count, 4, true, queries, 0, 5));
    }
  }

  /** What a diverged network brings: no answer is right, but there is one. */
  @Test
  void vectorsThatAreNoNumbersAreNoError() {
    float[] vectors = new float[1_200];
    Arrays.fill(vectors, Float.NaN);
    int[] found = new int[5];
    new NearestScan(2, false).find(vectors, 600, new float[] {1, 0}, 0, 1, 5, found, 0, 5);
    assertThat(found).doesNotHaveDuplicates();
  }

  private static int[] brute(
      float[] vectors, int count, int size, boolean raw, float[] queries, int query, int k) {
    float[] distances = new float[count];
    for (int d = 0; d < count; d++) {
      float inner = 0;
      float squares = 0;
      for (int i = 0; i < size; i++) {
        float x = vectors[d * size + i];
        inner += queries[query * size + i] * x;
        squares += x * x;
      }
      distances[d] = raw ? squares - 2 * inner : -inner;
    }
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingDouble(d -> distances[d]))
        .limit(k)
        .mapToInt(d -> d)
        .toArray();
  }

  /** Multiples of a third between -1 and 1: many vectors are equally near. */
  private static float[] coarse(int length, RandomKey key) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (key.below(i, 7) - 3) / 3f;
    }
    return values;
  }
}
