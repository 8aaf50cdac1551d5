package dev.recsim.learn.slateq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.learn.slateq.SlateQ.Selection;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlateSearchTest {
  private static final RandomKey KEY = RandomKey.root(42).child("slate search");

  /** One document of weight 2 and value .8, two of weight 1 and value 1. */
  private static final float[] WEIGHTS = {2, 1, 1};

  private static final float[] VALUES = {.8f, 1, 1};

  @Test
  void greatWeightLeadsTopKAndGreedyAwayFromTheBestSlate() {
    assertFound(Selection.TOP_K, WEIGHTS, VALUES, 1, 2, .65, 0, 1);
    assertFound(Selection.GREEDY, WEIGHTS, VALUES, 1, 2, .65, 0, 1);
    assertFound(Selection.OPTIMAL, WEIGHTS, VALUES, 1, 2, 2 / 3., 1, 2);
    assertFound(Selection.OPTIMAL, WEIGHTS, VALUES, 1, 1, 8 / 15., 0);
  }

  /** Greedy takes 0 first, then 4; RecSim shows what it took in order of index. */
  @Test
  void slatesStandInDescendingOrderOfUse() {
    float[] weights = {1.5f, .2f, .9f, 1.1f, .4f};
    float[] values = {3, 10, 4, 2, 7};
    assertFound(Selection.TOP_K, weights, values, 2, 3, 2.270833, 0, 2, 4);
    assertFound(Selection.GREEDY, weights, values, 2, 3, 2.270833, 0, 4, 2);
    assertFound(Selection.OPTIMAL, weights, values, 2, 3, 2.4, 4, 1, 2);
  }

  private static void assertFound(
      Selection how,
      float[] weights,
      float[] values,
      float noClickWeight,
      int slateSize,
      double value,
      int... documents) {
    SlateSearch search = new SlateSearch(slateSize);
    int[] slate = any(slateSize);
    search.candidates(weights, values, 0, noClickWeight, 0, slate);
    assertThat(search.find(how)).isCloseTo(value, within(1e-6));
    assertThat(slate).containsExactly(documents);
  }

  @Test
  void noClickThatIsWorthMuchMovesTheBestSlateToSmallWeights() {
    float[] values = {1, 2, 3};
    SlateSearch search = new SlateSearch(1);
    int[] slate = any(1);
    search.candidates(new float[] {1, 1, 1}, values, 0, 1, 0, slate);
    search.find(Selection.OPTIMAL);
    assertThat(slate).containsExactly(2);
    search.candidates(new float[] {.1f, 1, 1}, values, 0, 1, 9, slate);
    for (Selection how : Selection.values()) {
      search.find(how);
      assertThat(slate).as(how.name()).containsExactly(0);
    }
  }

  /**
   * 4,000 environments of up to 9 documents; values and the value of no click are of either sign.
   */
  @Test
  void optimalIsTheBestOfAllSlates() {
    for (int i = 0; i < 4_000; i++) {
      Drawn drawn = new Drawn(KEY.child(i), 9, 4);
      int[] slate = any(drawn.slateSize);
      double found = drawn.search(slate).find(Selection.OPTIMAL);
      double best = drawn.best(0, 0, (double) drawn.none * drawn.noneValue, drawn.none);
      assertThat(found).as("environment " + i).isCloseTo(best, within(1e-9));
      assertThat(drawn.search(slate).value()).isCloseTo(best, within(1e-9));
    }
  }

  @Test
  void optimalDoesNotDependOnTheSlateWhereItStarts() {
    for (int i = 0; i < 2_000; i++) {
      Drawn drawn = new Drawn(KEY.child(i), 9, 4);
      int[] slate = any(drawn.slateSize);
      double found = drawn.search(slate).find(Selection.OPTIMAL);
      int last = drawn.weights.length - 1;
      int[] start = Arrays.stream(any(slate.length)).map(p -> last - p).toArray();
      assertThat(drawn.search(start).find(Selection.OPTIMAL)).isCloseTo(found, within(1e-12));
      assertThat(start).isEqualTo(slate);
    }
  }

  @Test
  void greedyMakesTheSlateWorthMostAtEachPosition() {
    for (int i = 0; i < 2_000; i++) {
      Drawn drawn = new Drawn(KEY.child(i), 9, 4);
      int[] slate = any(drawn.slateSize);
      double found = drawn.search(slate).find(Selection.GREEDY);
      assertThat(drawn.search(slate).value()).isCloseTo(found, within(1e-12));
      for (int n = 0; n < slate.length; n++) {
        double reached = drawn.search(Arrays.copyOf(slate, n + 1)).value();
        int[] other = Arrays.copyOf(slate, n + 1);
        for (int document = 0; document < drawn.weights.length; document++) {
          other[n] = document;
          if (Arrays.stream(other).distinct().count() == other.length) {
            assertThat(drawn.search(other).value()).isLessThanOrEqualTo(reached + 1e-12);
          }
        }
      }
    }
  }

  @Test
  void topKTakesTheLargestWeightedGainsOverNoClick() {
    for (int i = 0; i < 2_000; i++) {
      Drawn drawn = new Drawn(KEY.child(i), 9, 4);
      int[] slate = any(drawn.slateSize);
      drawn.search(slate).find(Selection.TOP_K);
      double[] gains = new double[drawn.weights.length];
      Arrays.setAll(gains, d -> drawn.weights[d] * ((double) drawn.values[d] - drawn.noneValue));
      double[] shown = Arrays.stream(slate).mapToDouble(d -> gains[d]).toArray();
      double[] sorted = gains.clone();
      Arrays.sort(sorted);
      for (int n = 0; n < shown.length; n++) {
        assertThat(shown[n]).isEqualTo(sorted[sorted.length - 1 - n]);
      }
    }
  }

  /** The best of a thousand cannot be tried out, but no exchange of one document may improve it. */
  @Test
  void noExchangeImprovesTheBestSlateOfAThousand() {
    for (int i = 0; i < 20; i++) {
      Drawn drawn = new Drawn(KEY.child(i), 1_000, 10);
      int[] slate = any(drawn.slateSize);
      double found = drawn.search(slate).find(Selection.OPTIMAL);
      assertThat(Arrays.stream(slate).distinct().count()).isEqualTo(slate.length);
      for (int n = 0; n < slate.length; n++) {
        for (int document = 0; document < drawn.weights.length; document++) {
          int[] other = slate.clone();
          other[n] = document;
          if (Arrays.stream(other).distinct().count() == other.length) {
            assertThat(drawn.search(other).value()).isLessThanOrEqualTo(found + 1e-9);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fewerCandidatesThanPositionsAreAllShown(Selection how) {
    SlateSearch search = new SlateSearch(5);
    int[] slate = any(3);
    search.candidates(WEIGHTS, VALUES, 0, 1, 0, slate);
    search.find(how);
    assertThat(slate).containsExactlyInAnyOrder(0, 1, 2);
  }

  @ParameterizedTest
  @EnumSource
  void slateThatNobodyCanClickIsWorthNoClick(Selection how) {
    SlateSearch search = new SlateSearch(2);
    int[] slate = any(2);
    search.candidates(new float[3], VALUES, 0, 0, 7, slate);
    assertThat(search.find(how)).isEqualTo(7);
    assertThat(slate).doesNotHaveDuplicates();
  }

  /** Where the search starts. */
  private static int[] any(int size) {
    return IntStream.range(0, size).toArray();
  }

  /** Random weights and values; values look as they do in a longer array. */
  private static final class Drawn {
    private final float[] weights;
    private final float[] values;
    private final float none;
    private final float noneValue;
    private final int slateSize;

    Drawn(RandomKey key, int most, int largestSlate) {
      slateSize = 1 + key.below(0, largestSlate);
      int count = Math.max(slateSize, most - key.below(1, Math.min(most, 5)));
      weights = new float[count];
      values = new float[count];
      float offset = (float) (10 * key.gaussian(2));
      for (int i = 0; i < count; i++) {
        weights[i] = (float) (2 * key.child("weight").uniform(i));
        values[i] = offset + (float) (3 * key.child("value").gaussian(i));
      }
      none = (float) (2 * key.child("none").uniform(0));
      noneValue = offset * key.child("none").below(1, 2);
    }

    SlateSearch search(int[] start) {
      SlateSearch search = new SlateSearch(slateSize);
      search.candidates(weights, later(values), 3, none, noneValue, start);
      return search;
    }

    private static float[] later(float[] numbers) {
      float[] longer = new float[numbers.length + 3];
      System.arraycopy(numbers, 0, longer, 3, numbers.length);
      return longer;
    }

    /** The best value of a slate that has some documents and gets more from {@code first} on. */
    double best(int shown, int first, double sum, double weight) {
      if (shown == slateSize) {
        return sum / weight;
      }
      double best = Double.NEGATIVE_INFINITY;
      for (int d = first; d < weights.length; d++) {
        double with = sum + (double) weights[d] * values[d];
        best = Math.max(best, best(shown + 1, d + 1, with, weight + weights[d]));
      }
      return best;
    }
  }
}
