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
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.random.RandomKey;
import dev.recsim.vectors.UnitVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
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
  private static final Space STATED = new Space(DOCUMENTS, 1, STATES);

  private final EmbeddingTable table =
      new EmbeddingTable(Tensor.of(KEY.child("table")::gaussian, DOCUMENTS, SIZE), false, false);
  private final float[] protoActions = protoActions();

  @ParameterizedTest
  @EnumSource
  void nearestAreThoseOfASortByDistance(Neighbours neighbours) {
    int[] found = find(choice(7, 0, neighbours), null);
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
    Space space = new Space(2, 1, 1);
    float[] proto = {1, 0};
    Choice units = choice(space, 2, new Encodings(two, false, false), 1, 0);
    assertThat(find(units, rows(1), proto, 0, 1, KEY)).containsExactly(1);
    Choice raw = choice(space, 2, new Encodings(two, true, false), 1, 0);
    assertThat(find(raw, rows(1), proto, 0, 1, KEY)).containsExactly(0);
  }

  @Test
  void randomCandidatesComeFromAllOthersAndNeverTwice() {
    Choice choice = choice(3, 4, Neighbours.NORMALIZED);
    boolean[] seen = new boolean[DOCUMENTS];
    for (int t = 0; t < 200; t++) {
      int[] found = find(choice, KEY.child(t));
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
    int[] found = find(choice(1, 6, Neighbours.NORMALIZED), KEY);
    assertThat(Arrays.copyOfRange(found, 1, 7)).isNotEqualTo(Arrays.copyOfRange(found, 8, 14));
  }

  @Test
  void moreThanThereAreIsAllOfThem() {
    for (int nearest : new int[] {25, 99}) {
      int[] found = find(choice(nearest, Integer.MAX_VALUE, Neighbours.RAW), KEY);
      assertThat(found).hasSize(STATES * DOCUMENTS);
      assertThat(Arrays.copyOf(found, DOCUMENTS)).doesNotHaveDuplicates();
    }
  }

  /** As policies do. */
  @Test
  void withoutAKeyThereAreNoRandomOnes() {
    int[] found = find(choice(3, 4, Neighbours.NORMALIZED), null);
    assertThat(found).isEqualTo(find(choice(3, 0, Neighbours.NORMALIZED), KEY));
  }

  /** As they were found before catalogues grew: by exchanges in an array of all documents. */
  @ParameterizedTest
  @CsvSource({"1, 0", "1, 5", "7, 3", "29, 0", "20, 9"})
  void randomOnesAreThoseOfExchangesInAnArray(int nearest, int random) {
    int[] found = find(choice(nearest, random, Neighbours.NORMALIZED), KEY);
    int size = nearest + random;
    RandomKey draws = KEY.child("candidates").child("actor");
    for (int i = 0; i < STATES; i++) {
      int first = i * random - nearest;
      assertThat(Arrays.copyOfRange(found, size * i, size * i + size))
          .isEqualTo(exchanged(i, nearest, size, j -> draws.below(first + j, DOCUMENTS - j)));
    }
  }

  /** The first of all documents after each was exchanged: nearest ones, then drawn ones. */
  private int[] exchanged(int state, int nearest, int size, IntUnaryOperator drawn) {
    int[] order = IntStream.range(0, DOCUMENTS).toArray();
    int[] sorted = sorted(state, Neighbours.NORMALIZED).toArray();
    for (int j = 0; j < size; j++) {
      int wanted = sorted[j];
      int other =
          j < nearest
              ? IntStream.range(0, DOCUMENTS)
                  .filter(p -> order[p] == wanted)
                  .findAny()
                  .orElseThrow()
              : j + drawn.applyAsInt(j);
      int held = order[j];
      order[j] = order[other];
      order[other] = held;
    }
    return Arrays.copyOf(order, size);
  }

  @Test
  void partOfABatchIsFoundAsInTheWhole() {
    Choice choice = choice(3, 4, Neighbours.NORMALIZED);
    int[] whole = find(choice, KEY);
    int[] part = find(choice, rows(STATES), protoActions, 3, 5, KEY);
    assertThat(part).containsExactly(Arrays.copyOfRange(whole, 21, 35));
  }

  /** The document in the same direction is far away. */
  @Test
  void nearestOfFeaturesAreThoseOfTheSmallestDistance() {
    DistinctObservations rows = rows(1, 9, 1, -2);
    assertThat(find(described(1, 2, 0), rows, new float[] {2}, 0, 1, KEY)).containsExactly(1, 2);
  }

  /** Where documents come and go, each proto-action has its own documents and random numbers. */
  @ParameterizedTest
  @CsvSource({"1, 5", "7, 0", "29, 9", "99, 1"})
  void thoseOfFeaturesAreTheSameButForTheRandomNumbers(int nearest, int random) {
    Choice choice = described(SIZE, nearest, random);
    int near = Math.min(nearest, DOCUMENTS);
    DistinctObservations all = rows(SIZE, table.units());
    DistinctObservations few = rows(SIZE, Arrays.copyOf(table.units(), 3 * SIZE));
    for (int i = 0; i < STATES; i++) {
      int[] own = find(choice, all, protoActions, i, i + 1, KEY);
      int size = Math.min(nearest + random, DOCUMENTS);
      RandomKey draws = KEY.child("actor").child(i);
      assertThat(own)
          .isEqualTo(exchanged(i, near, size, j -> draws.below(j, DOCUMENTS - j)))
          .doesNotHaveDuplicates();
      int[] fewer = find(described(SIZE, 1, 2), few, protoActions, i, i + 1, KEY);
      assertThat(fewer).containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  private record Described(long id, double[] features) implements Document {}

  /** A choice among documents of so many features. */
  private static Choice described(int size, int nearest, int random) {
    List<String> names = IntStream.range(0, size).mapToObj(i -> "f" + i).toList();
    Space space = new Space(DOCUMENTS, 1, 1, 0, List.of("mood"), names, List.of());
    return choice(space, size, networks(space, size).encodings(false), nearest, random);
  }

  /** Users who all see documents of these features. */
  private static DistinctObservations rows(int size, float... vectors) {
    List<Document> documents = new ArrayList<>();
    for (int d = 0; d < vectors.length / size; d++) {
      int from = d * size;
      double[] own = IntStream.range(0, size).mapToDouble(k -> vectors[from + k]).toArray();
      documents.add(new Described(d, own));
    }
    DistinctObservations rows = new DistinctObservations();
    rows.clear(STATES);
    for (int i = 0; i < STATES; i++) {
      rows.add(i, new Observation(0, new double[] {0}, documents));
    }
    return rows;
  }

  private static DistinctObservations rows(int count) {
    DistinctObservations rows = new DistinctObservations();
    rows.clear(count);
    IntStream.range(0, count).forEach(i -> rows.add(i, new Observation(i)));
    return rows;
  }

  private Choice choice(int nearest, int random, Neighbours neighbours) {
    Encodings among = new Encodings(table, neighbours == Neighbours.RAW, false);
    return choice(STATED, SIZE, among, nearest, random);
  }

  private static Choice choice(Space space, int size, Encodings among, int nearest, int random) {
    return new Choice(networks(space, size), among, nearest, random, "actor");
  }

  private static Networks networks(Space space, int size) {
    ActorCriticOptions options =
        space.tabular()
            ? TestOptions.with("hidden", List.of(4), "emb_size", size)
            : TestOptions.with("hidden", List.of(4));
    Parameters parameters = new Parameters(EngineChoice.JAVA, List.of(4));
    return TestOptions.networks(options, space, parameters, KEY);
  }

  private int[] find(Choice choice, RandomKey key) {
    return find(choice, rows(STATES), protoActions, 0, STATES, key);
  }

  private static int[] find(
      Choice choice,
      DistinctObservations rows,
      float[] protoActions,
      int from,
      int end,
      RandomKey key) {
    float[] points = new float[(end - from) * DOCUMENTS * SIZE];
    int count = choice.find(rows, protoActions, from, end, key, points);
    return Arrays.copyOf(choice.found, count);
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
