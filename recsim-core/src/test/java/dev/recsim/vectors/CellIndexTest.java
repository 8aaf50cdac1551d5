package dev.recsim.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellIndexTest {
  private static final int QUERIES = 200;
  private static final int SIZE = 16;
  private static final int K = 50;

  /** Vectors with 16 components that vary in fewer directions, as encoded documents do. */
  @ParameterizedTest
  @CsvSource({"3, 50, .95", "8, 100, .95"})
  void mostOfTheNearestAreFoundAmongVectorsThatVaryInFewDirections(
      int directions, int k, double recall) {
    float[] units = embedded(directions, 20_000, RandomKey.root(1));
    float[] queries = embedded(directions, QUERIES, RandomKey.root(2));
    CellIndex index = new CellIndex(units, 20_000, SIZE);
    int[] found = found(index, queries, k);
    int[] nearest = nearest(units, queries, k);
    int hits = 0;
    for (int i = 0; i < found.length; i++) {
      int query = i / k * k;
      for (int j = query; j < query + k; j++) {
        hits += found[i] == nearest[j] ? 1 : 0;
      }
    }
    assertThat(hits).isGreaterThan((int) (recall * QUERIES * k));
  }

  /** With as many neighbours as vectors, all cells are looked into. */
  @Test
  void nearestComeFirstAndNoneTwice() {
    float[] units = embedded(300, RandomKey.root(1));
    float[] queries = embedded(QUERIES, RandomKey.root(2));
    CellIndex index = new CellIndex(units, 300, SIZE);
    assertThat(found(index, queries, 300)).containsExactly(nearest(units, queries, 300));
  }

  @Test
  void sameVectorsGiveTheSameAnswers() {
    float[] units = embedded(5_000, RandomKey.root(1));
    float[] queries = embedded(QUERIES, RandomKey.root(2));
    assertThat(found(new CellIndex(units, 5_000, SIZE), queries, K))
        .containsExactly(found(new CellIndex(units, 5_000, SIZE), queries, K));
  }

  @Test
  void equalVectorsAreFoundToo() {
    float[] units = new float[100 * SIZE];
    for (int i = 0; i < units.length; i += SIZE) {
      units[i] = 1;
    }
    int[] found = new int[102];
    new CellIndex(units, 100, SIZE).find(units, 0, 1, 100, found, 1, 100);
    assertThat(Arrays.copyOfRange(found, 1, 101)).doesNotHaveDuplicates().contains(0, 99);
    assertThat(found[101]).as("what is not to be overwritten").isZero();
  }

  private static int[] found(CellIndex index, float[] queries, int k) {
    int[] found = new int[QUERIES * k];
    index.find(queries, 0, QUERIES, k, found, 0, k);
    return found;
  }

  private static int[] nearest(float[] units, float[] queries, int k) {
    int[] nearest = new int[QUERIES * k];
    int count = units.length / SIZE;
    new NearestScan(SIZE, false).find(units, count, queries, 0, QUERIES, k, nearest, 0, k);
    return nearest;
  }

  private static float[] embedded(int count, RandomKey key) {
    return embedded(3, count, key);
  }

  /** Points on the sphere of some dimensions, mapped to curves in 16. */
  private static float[] embedded(int directions, int count, RandomKey key) {
    RandomKey map = RandomKey.root(3);
    float[] vectors = new float[count * SIZE];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < SIZE; k++) {
        double sum = 0;
        double squares = 0;
        for (int m = 0; m < directions; m++) {
          double z = key.child(i).gaussian(m);
          sum += map.gaussian(directions * k + m) * z;
          squares += z * z;
        }
        vectors[i * SIZE + k] = (float) StrictMath.tanh(sum / Math.sqrt(squares));
      }
    }
    UnitVectors.normalize(vectors, 0, count, SIZE, vectors, new float[count]);
    return vectors;
  }
}
