package dev.recsim.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.random.RandomKey;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Encodings that search their vectors by an index. */
class EncodingsTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final int DOCUMENTS = 30;
  private static final int SIZE = 4;

  private final EmbeddingTable table =
      new EmbeddingTable(Tensor.of(KEY.child("table")::gaussian, DOCUMENTS, SIZE), false, false);

  /** The index has a copy of the vectors; among so few it misses none. */
  @Test
  void anIndexIsBuiltAtTheFirstSearchAndAgainWhenTheVectorsChanged() {
    Encodings indexed = new Encodings(table, false, true);
    Encodings exact = new Encodings(table, false, false);
    load("second");
    int[] second = nearest(exact);
    assertThat(nearest(indexed)).containsExactlyInAnyOrder(second);
    load("third");
    int[] third = nearest(exact);
    assertThat(third).isNotEqualTo(second);
    assertThat(nearest(indexed)).containsExactlyInAnyOrder(second);
    indexed.forget();
    assertThat(nearest(indexed)).containsExactlyInAnyOrder(third);
  }

  private void load(String name) {
    Tensor other = Tensor.of(KEY.child(name)::gaussian, DOCUMENTS, SIZE);
    table.load(new TreeMap<>(Map.of("", other)));
  }

  private static int[] nearest(Encodings among) {
    int[] found = new int[7];
    among.find(new float[] {.5f, -.5f, .5f, .5f}, 0, 1, 7, found, 0, 7);
    return found;
  }
}
