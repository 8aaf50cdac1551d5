package dev.recsim.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
  @Test
  void bestComesFirstAndTheLowestIndexAmongEquals() {
    double inf = Double.POSITIVE_INFINITY;
    assertThat(Ranking.top(new double[] {1, 3, 3, -inf, 2}, 3)).isEqualTo(Slate.of(1, 2, 4));
    assertThat(Ranking.top(new double[] {0, inf, 0, inf}, 3)).isEqualTo(Slate.of(1, 3, 0));
    assertThat(Ranking.top(new double[] {-inf, -inf}, 2)).isEqualTo(Slate.of(0, 1));
  }

  @Test
  void agreesWithSorting() {
    for (int n = 1; n < 40; n++) {
      RandomKey key = RandomKey.root(n);
      double[] scores = IntStream.range(0, n).mapToDouble(i -> key.below(i, 7)).toArray();
      int[] sorted =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
              .mapToInt(i -> i)
              .toArray();
      for (int k = 1; k <= n; k++) {
        assertThat(Ranking.top(scores, k)).isEqualTo(Slate.of(java.util.Arrays.copyOf(sorted, k)));
      }
    }
  }
}
