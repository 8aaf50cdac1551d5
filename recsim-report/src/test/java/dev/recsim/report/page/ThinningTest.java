package dev.recsim.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {
  @Test
  void fewValuesAreAllDrawn() {
    assertThat(Strips.drawn(new double[] {3, 1, 2}, 3)).containsExactly(0, 1, 2);
    assertThat(Strips.drawn(new double[0], 2)).isEmpty();
  }

  @Test
  void leastAndGreatestAreDrawnAndRanksBetweenAreEvenlySpaced() {
    assertThat(Strips.drawn(new double[] {5, 1, 3, 0, 2, 4, 6}, 4)).containsExactly(3, 4, 5, 6);
  }

  /** Every quantile of what is drawn is within one rank step of that of all values. */
  @Test
  void theDistributionIsTheSame() {
    RandomKey key = RandomKey.root(1);
    double[] values = IntStream.range(0, 10_000).mapToDouble(key::gaussian).toArray();
    int[] drawn = Strips.drawn(values, 400);
    assertThat(drawn).hasSize(400).isSorted().doesNotHaveDuplicates();
    double[] all = Arrays.stream(values).sorted().toArray();
    double[] seen = Arrays.stream(drawn).mapToDouble(i -> values[i]).sorted().toArray();
    for (int i = 0; i < seen.length; i++) {
      assertThat(seen[i]).isEqualTo(all[(int) ((long) i * 9_999 / 399)]);
    }
  }

  @Test
  void equalValuesAreThinnedToo() {
    assertThat(Strips.drawn(new double[1_000], 40)).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void manyAgentsShareTheRoomAndEachKeepsSome() {
    assertThat(Strips.most(1)).isEqualTo(2_000);
    assertThat(Strips.most(5)).isEqualTo(400);
    assertThat(Strips.most(200)).isEqualTo(40);
    assertThat(Strips.most(0)).isEqualTo(2_000);
  }
}
