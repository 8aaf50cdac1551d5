package dev.recsim.learn.scores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.scores.Candidates.Indexing;
import dev.recsim.random.RandomKey;
import dev.recsim.vectors.UnitVectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CandidatesTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final int DOCUMENTS = 30;
  private static final int SIZE = 4;
  private static final int STATES = 6;

  private final EmbeddingTable table =
      new EmbeddingTable(Tensor.of(KEY.child("table")::gaussian, DOCUMENTS, SIZE), false, false);
  private final float[] protoActions = protoActions();

  @ParameterizedTest
  @EnumSource
  void nearestAreThoseOfASortByDistance(Neighbours neighbours) {
    int[] found = new int[STATES * 7];
    candidates(7, 0, neighbours)
        .find(vectors(neighbours), DOCUMENTS, protoActions, 0, STATES, KEY, found);
    for (int i = 0; i < STATES; i++) {
      assertThat(Arrays.copyOfRange(found, 7 * i, 7 * i + 7))
          .isEqualTo(sorted(i, neighbours).limit(7).toArray());
    }
  }

  /** The notebook's fault: document 1 points exactly there, but is long. */
  @Test
  void longEmbeddingIsHiddenFromARawSearch() {
    EmbeddingTable two =
        new EmbeddingTable(Tensor.matrix(2, 2, new float[] {.1f, .5f, 9, 0}), false, false);
    int[] found = new int[1];
    float[] proto = {1, 0};
    new Candidates(1, 0, 2, false, null).find(two.units(), 2, proto, 0, 1, KEY, found);
    assertThat(found).containsExactly(1);
    new Candidates(1, 0, 2, true, null).find(two.rows(), 2, proto, 0, 1, KEY, found);
    assertThat(found).containsExactly(0);
  }

  @Test
  void randomCandidatesComeFromAllOthersAndNeverTwice() {
    Candidates candidates = candidates(3, 4, Neighbours.NORMALIZED);
    boolean[] seen = new boolean[DOCUMENTS];
    for (int t = 0; t < 200; t++) {
      int[] found = find(candidates, KEY.child(t));
      for (int i = 0; i < STATES; i++) {
        int[] own = Arrays.copyOfRange(found, 7 * i, 7 * i + 7);
        assertThat(own).doesNotHaveDuplicates();
        assertThat(own).startsWith(sorted(i, Neighbours.NORMALIZED).limit(3).toArray());
        Arrays.stream(own).forEach(document -> seen[document] = true);
      }
    }
    assertThat(seen).containsOnly(true);
  }

  @Test
  void statesOfABatchDrawDifferentRandomCandidates() {
    int[] found = find(candidates(1, 6, Neighbours.NORMALIZED), KEY);
    assertThat(Arrays.copyOfRange(found, 1, 7)).isNotEqualTo(Arrays.copyOfRange(found, 8, 14));
  }

  @Test
  void moreThanThereAreIsAllOfThem() {
    Candidates candidates = candidates(25, Integer.MAX_VALUE, Neighbours.RAW);
    assertThat(candidates.size(DOCUMENTS)).isEqualTo(DOCUMENTS);
    assertThat(Arrays.copyOf(find(candidates, KEY), DOCUMENTS)).doesNotHaveDuplicates();
    assertThat(candidates(99, 0, Neighbours.RAW).size(DOCUMENTS)).isEqualTo(DOCUMENTS);
  }

  /** As they were found before catalogues grew: by exchanges in an array of all documents. */
  @ParameterizedTest
  @CsvSource({"1, 0", "1, 5", "7, 3", "29, 0", "20, 9", "0, 4"})
  void randomOnesAreThoseOfExchangesInAnArray(int nearest, int random) {
    int[] found = find(candidates(nearest, random, Neighbours.NORMALIZED), KEY);
    int size = nearest + random;
    for (int i = 0; i < STATES; i++) {
      int[] order = IntStream.range(0, DOCUMENTS).toArray();
      int[] sorted = sorted(i, Neighbours.NORMALIZED).toArray();
      for (int j = 0; j < size; j++) {
        int wanted = sorted[j];
        int other =
            j < nearest
                ? IntStream.range(0, DOCUMENTS)
                    .filter(p -> order[p] == wanted)
                    .findAny()
                    .orElseThrow()
                : j + KEY.below((long) i * random + j - nearest, DOCUMENTS - j);
        int held = order[j];
        order[j] = order[other];
        order[other] = held;
      }
      assertThat(Arrays.copyOfRange(found, size * i, size * i + size))
          .containsExactly(Arrays.copyOf(order, size));
    }
  }

  @Test
  void partOfABatchIsFoundAsInTheWhole() {
    Candidates candidates = candidates(3, 4, Neighbours.NORMALIZED);
    int[] whole = find(candidates, KEY);
    int[] part = new int[2 * 7];
    candidates.find(table.units(), DOCUMENTS, protoActions, 3, 2, KEY, part);
    assertThat(part).containsExactly(Arrays.copyOfRange(whole, 21, 35));
  }

  /** A made-up index that knows the documents by heart. */
  @Test
  void indexIsBuiltWhenItIsAskedAndAgainWhenTheEmbeddingsChanged() {
    int[] built = new int[1];
    Indexing indexing =
        (units, count, size) -> {
          built[0]++;
          return (queries, start, k, found, at) -> Arrays.fill(found, at, at + k, start / size);
        };
    Candidates candidates = new Candidates(2, 0, SIZE, false, indexing);
    assertThat(built[0]).isZero();
    assertThat(find(candidates, null)).containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
    find(candidates, null);
    assertThat(built[0]).isEqualTo(1);
    candidates.forget();
    find(candidates, null);
    assertThat(built[0]).isEqualTo(2);
  }

  /** The document in the same direction is far away. */
  @Test
  void nearestOfFeaturesAreThoseOfTheSmallestDistance() {
    float[] vectors = {9, 1, -2};
    int[] found = new int[2];
    Candidates candidates = new Candidates(2, 0, 1, true, null);
    candidates.find(vectors, 3, new float[] {2}, 0, KEY, found, 0);
    assertThat(found).containsExactly(1, 2);
  }

  /** Where documents come and go, each proto-action has its own documents and random numbers. */
  @ParameterizedTest
  @CsvSource({"1, 5", "7, 0", "29, 9", "99, 1"})
  void thoseOfFeaturesAreTheSameButForTheRandomNumbers(int nearest, int random) {
    Candidates candidates = candidates(nearest, random, Neighbours.NORMALIZED);
    int size = candidates.size(DOCUMENTS);
    int near = Math.min(nearest, DOCUMENTS);
    for (int i = 0; i < STATES; i++) {
      int[] found = new int[1 + size];
      candidates.find(table.units(), DOCUMENTS, protoActions, i, KEY, found, 1);
      int[] own = Arrays.copyOfRange(found, 1, 1 + size);
      assertThat(own).doesNotHaveDuplicates();
      assertThat(own).startsWith(sorted(i, Neighbours.NORMALIZED).limit(near).toArray());
      int[] fewer = new int[3];
      candidates(1, 2, Neighbours.RAW).find(table.units(), 3, protoActions, i, KEY, fewer, 0);
      assertThat(fewer).containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  private static Candidates candidates(int nearest, int random, Neighbours neighbours) {
    return new Candidates(nearest, random, SIZE, neighbours == Neighbours.RAW, null);
  }

  private int[] find(Candidates candidates, RandomKey key) {
    int[] found = new int[STATES * candidates.size(DOCUMENTS)];
    candidates.find(table.units(), DOCUMENTS, protoActions, 0, STATES, key, found);
    return found;
  }

  private float[] vectors(Neighbours neighbours) {
    return neighbours == Neighbours.RAW ? table.rows() : table.units();
  }

  private IntStream sorted(int state, Neighbours neighbours) {
    float[] vectors = vectors(neighbours);
    Comparator<Integer> byDistance =
        Comparator.comparingDouble(
            document -> {
              double sum = 0;
              for (int k = 0; k < SIZE; k++) {
                double gap = protoActions[state * SIZE + k] - vectors[document * SIZE + k];
                sum += gap * gap;
              }
              return sum;
            });
    return IntStream.range(0, DOCUMENTS).boxed().sorted(byDistance).mapToInt(d -> d);
  }

  private static float[] protoActions() {
    float[] vectors = new float[STATES * SIZE];
    IntStream.range(0, vectors.length).forEach(i -> vectors[i] = (float) KEY.gaussian(i));
    UnitVectors.normalize(vectors, 0, STATES, SIZE, vectors, new float[STATES]);
    return vectors;
  }
}
