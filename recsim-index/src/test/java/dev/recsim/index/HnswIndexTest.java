package dev.recsim.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import dev.recsim.vectors.IndexBuilder;
import dev.recsim.vectors.UnitVectors;
import dev.recsim.vectors.VectorIndex;
import java.util.Arrays;
import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("nightly")
class HnswIndexTest {
  private static final int QUERIES = 200;
  private static final int K = 10;

  static {
    // Lucene checks its heaps at each exchange: a minute of this test.
    HnswIndexTest.class.getClassLoader().setPackageAssertionStatus("org.apache.lucene", false);
  }

  @Test
  void isFound() {
    assertThat(ServiceLoader.load(IndexBuilder.class)).hasExactlyElementsOfTypes(Indices.class);
  }

  /** Directions drawn uniformly have nothing that would help an index: .986 of them are found. */
  @Test
  void mostOfTheNearestAreFound() {
    float[] units = directions(20_000, 16, RandomKey.root(1));
    float[] queries = directions(QUERIES, 16, RandomKey.root(2));
    VectorIndex index = new Indices().build(units, 20_000, 16);
    int hits = 0;
    for (int q = 0; q < QUERIES; q++) {
      int[] found = new int[K];
      index.find(queries, q, 1, K, found, 0, K);
      int[] nearest = nearest(units, 16, queries, q * 16);
      hits += (int) Arrays.stream(found).filter(i -> contains(nearest, i)).count();
    }
    assertThat(hits).isBetween((int) (.95 * QUERIES * K), QUERIES * K - 1);
  }

  @Test
  void nearestComeFirstAndNoneTwice() {
    float[] units = directions(500, 3, RandomKey.root(1));
    float[] queries = directions(QUERIES, 3, RandomKey.root(2));
    VectorIndex index = new Indices().build(units, 500, 3);
    int[] found = new int[K + 1];
    for (int q = 0; q < QUERIES; q++) {
      index.find(queries, q, 1, K, found, 1, K);
      assertThat(Arrays.copyOfRange(found, 1, K + 1))
          .doesNotHaveDuplicates()
          .containsExactly(nearest(units, 3, queries, q * 3));
    }
    assertThat(found[0]).as("what is not to be overwritten").isZero();
  }

  @Test
  void sameVectorsGiveTheSameAnswers() {
    float[] units = directions(5_000, 16, RandomKey.root(1));
    float[] queries = directions(QUERIES, 16, RandomKey.root(2));
    int[][] answers = new int[2][QUERIES * 40];
    for (int[] of : answers) {
      VectorIndex index = new Indices().build(units, 5_000, 16);
      index.find(queries, 0, QUERIES, 40, of, 0, 40);
    }
    assertThat(answers[1]).containsExactly(answers[0]);
  }

  /** A catalogue that has not learned anything may have equal vectors only. */
  @Test
  void equalVectorsAreFoundToo() {
    float[] units = new float[300];
    for (int i = 0; i < 300; i += 3) {
      units[i] = 1;
    }
    int[] found = new int[100];
    new Indices().build(units, 100, 3).find(units, 0, 1, 100, found, 0, 100);
    assertThat(found).doesNotHaveDuplicates().contains(0, 99);
  }

  private static boolean contains(int[] all, int one) {
    return Arrays.stream(all).anyMatch(i -> i == one);
  }

  private static int[] nearest(float[] units, int size, float[] queries, int start) {
    double[] products = new double[units.length / size];
    for (int i = 0; i < products.length; i++) {
      for (int k = 0; k < size; k++) {
        products[i] += (double) queries[start + k] * units[i * size + k];
      }
    }
    return IntStream.range(0, products.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -products[i]))
        .limit(K)
        .mapToInt(i -> i)
        .toArray();
  }

  private static float[] directions(int count, int size, RandomKey key) {
    float[] vectors = new float[count * size];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) key.gaussian(i);
    }
    UnitVectors.normalize(vectors, 0, count, size, vectors, new float[count]);
    return vectors;
  }
}
