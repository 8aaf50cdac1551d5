package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.scores.Encoder;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.Rows;
import dev.recsim.random.RandomKey;
import dev.recsim.vectors.UnitVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    int[] found = find(candidates(7, 0, neighbours), null);
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
    new Candidates(new Encodings(two, false, false), 2, 1, 0)
        .find(rows(1), proto, 0, 1, KEY, found, 0);
    assertThat(found).containsExactly(1);
    new Candidates(new Encodings(two, true, false), 2, 1, 0)
        .find(rows(1), proto, 0, 1, KEY, found, 0);
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
    candidates.find(rows(STATES), protoActions, 3, 2, KEY, part, 0);
    assertThat(part).containsExactly(Arrays.copyOfRange(whole, 21, 35));
  }

  /** The index has a copy of the vectors; among so few it misses none. */
  @Test
  void anIndexIsBuiltAtTheFirstSearchAndAgainWhenTheVectorsChanged() {
    Encodings among = new Encodings(table, false, true);
    Candidates indexed = new Candidates(among, SIZE, 7, 3);
    Candidates exact = candidates(7, 3, Neighbours.NORMALIZED);
    load("second");
    int[] second = find(exact, KEY);
    assertThat(find(indexed, KEY)).containsExactly(second);
    load("third");
    int[] third = find(exact, KEY);
    assertThat(third).isNotEqualTo(second);
    assertThat(find(indexed, KEY)).containsExactly(second);
    among.forget();
    assertThat(find(indexed, KEY)).containsExactly(third);
  }

  private void load(String name) {
    Tensor other = Tensor.of(KEY.child(name)::gaussian, DOCUMENTS, SIZE);
    table.load(new TreeMap<>(Map.of("", other)));
  }

  /** The document in the same direction is far away. */
  @Test
  void nearestOfFeaturesAreThoseOfTheSmallestDistance() {
    int[] found = new int[2];
    Candidates candidates = new Candidates(features(1), 1, 2, 0);
    candidates.find(rows(1, 9, 1, -2), new float[] {2}, 0, 1, KEY, found, 0);
    assertThat(found).containsExactly(1, 2);
  }

  /** Where documents come and go, each proto-action has its own documents and random numbers. */
  @ParameterizedTest
  @CsvSource({"1, 5", "7, 0", "29, 9", "99, 1"})
  void thoseOfFeaturesAreTheSameButForTheRandomNumbers(int nearest, int random) {
    Candidates candidates = new Candidates(features(SIZE), SIZE, nearest, random);
    int size = candidates.size(DOCUMENTS);
    int near = Math.min(nearest, DOCUMENTS);
    Rows all = rows(SIZE, table.units());
    Rows few = rows(SIZE, Arrays.copyOf(table.units(), 3 * SIZE));
    for (int i = 0; i < STATES; i++) {
      int[] found = new int[1 + size];
      candidates.find(all, protoActions, i, 1, KEY, found, 1);
      int[] own = Arrays.copyOfRange(found, 1, 1 + size);
      assertThat(own).doesNotHaveDuplicates();
      assertThat(own).startsWith(sorted(i, Neighbours.NORMALIZED).limit(near).toArray());
      int[] fewer = new int[3];
      new Candidates(features(SIZE), SIZE, 1, 2).find(few, protoActions, i, 1, KEY, fewer, 0);
      assertThat(fewer).containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  private record Described(long id, double[] features) implements Document {}

  private static Encodings features(int size) {
    List<String> names = IntStream.range(0, size).mapToObj(i -> "f" + i).toList();
    Space space = new Space(DOCUMENTS, 1, 1, 0, List.of("mood"), names, List.of());
    Parameters parameters = new Parameters(EngineChoice.JAVA, List.of(4));
    return new Encodings(new Encoder(space, parameters, 0), null, size, DOCUMENTS);
  }

  /** Users who all see documents of these features. */
  private static Rows rows(int size, float... vectors) {
    List<Document> documents = new ArrayList<>();
    for (int d = 0; d < vectors.length / size; d++) {
      int from = d * size;
      double[] own = IntStream.range(0, size).mapToDouble(k -> vectors[from + k]).toArray();
      documents.add(new Described(d, own));
    }
    Rows rows = new Rows();
    rows.clear(STATES);
    for (int i = 0; i < STATES; i++) {
      rows.add(i, new Observation(0, new double[] {0}, documents));
    }
    return rows;
  }

  private static Rows rows(int count) {
    Rows rows = new Rows();
    rows.clear(count);
    IntStream.range(0, count).forEach(i -> rows.add(i, new Observation(i)));
    return rows;
  }

  private Candidates candidates(int nearest, int random, Neighbours neighbours) {
    Encodings among = new Encodings(table, neighbours == Neighbours.RAW, false);
    return new Candidates(among, SIZE, nearest, random);
  }

  private int[] find(Candidates candidates, RandomKey key) {
    int[] found = new int[STATES * candidates.size(DOCUMENTS)];
    candidates.find(rows(STATES), protoActions, 0, STATES, key, found, 0);
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
