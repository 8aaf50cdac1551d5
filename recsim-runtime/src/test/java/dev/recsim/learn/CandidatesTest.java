package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Tensor;
import dev.recsim.learn.ActorCriticOptions.Neighbours;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CandidatesTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final int DOCUMENTS = 30;
  private static final int SIZE = 4;
  private static final int STATES = 6;

  private final EmbeddingTable table =
      new EmbeddingTable(Initialization.embeddings(DOCUMENTS, SIZE, KEY.child("table")));
  private final float[] protoActions = protoActions();

  @ParameterizedTest
  @EnumSource
  void nearestAreThoseOfASortByDistance(Neighbours neighbours) {
    int[] found = find(new Candidates(DOCUMENTS, 7, 0, neighbours), KEY);
    for (int i = 0; i < STATES; i++) {
      assertThat(Arrays.copyOfRange(found, 7 * i, 7 * i + 7))
          .isEqualTo(sorted(i, neighbours).limit(7).toArray());
    }
  }

  /** The notebook's fault: document 1 points exactly there, but is long. */
  @Test
  void longEmbeddingIsHiddenFromARawSearch() {
    EmbeddingTable two = new EmbeddingTable(Tensor.matrix(2, 2, new float[] {.1f, .5f, 9, 0}));
    int[] found = new int[1];
    float[] proto = {1, 0};
    new Candidates(2, 1, 0, Neighbours.NORMALIZED).find(proto, 0, 1, two, KEY, found);
    assertThat(found).containsExactly(1);
    new Candidates(2, 1, 0, Neighbours.RAW).find(proto, 0, 1, two, KEY, found);
    assertThat(found).containsExactly(0);
  }

  @Test
  void randomCandidatesComeFromAllOthersAndNeverTwice() {
    Candidates candidates = new Candidates(DOCUMENTS, 3, 4, Neighbours.NORMALIZED);
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
    int[] found = find(new Candidates(DOCUMENTS, 1, 6, Neighbours.NORMALIZED), KEY);
    assertThat(Arrays.copyOfRange(found, 1, 7)).isNotEqualTo(Arrays.copyOfRange(found, 8, 14));
  }

  @Test
  void moreThanThereAreIsAllOfThem() {
    Candidates candidates = new Candidates(DOCUMENTS, 25, Integer.MAX_VALUE, Neighbours.RAW);
    assertThat(candidates.size()).isEqualTo(DOCUMENTS);
    assertThat(Arrays.copyOf(find(candidates, KEY), DOCUMENTS)).doesNotHaveDuplicates();
    assertThat(new Candidates(DOCUMENTS, 99, 0, Neighbours.RAW).size()).isEqualTo(DOCUMENTS);
  }

  private int[] find(Candidates candidates, RandomKey key) {
    int[] found = new int[STATES * candidates.size()];
    candidates.find(protoActions, 0, STATES, table, key, found);
    return found;
  }

  private IntStream sorted(int state, Neighbours neighbours) {
    float[] vectors = neighbours == Neighbours.RAW ? table.rows() : table.units();
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
    UnitVectors.normalize(vectors, STATES, SIZE, vectors, new float[STATES]);
    return vectors;
  }
}
