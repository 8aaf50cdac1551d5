package dev.recsim.fit.ids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlocksTest {

  /** Costs of 0 to 40, of 400 items; in the last case, one item costs more than a block. */
  @ParameterizedTest
  @CsvSource({"0, 400, 0", "13, 13, 0", "13, 14, 0", "399, 400, 0", "5, 390, 0", "0, 400, 100000"})
  void eachItemIsInOneBlock(int from, int to, int large) {
    int[] ends = new int[401];
    for (int i = 0; i < 400; i++) {
      ends[i + 1] = ends[i] + RandomKey.root(1).below(i, 41) * 100 + (i == 200 ? large : 0);
    }
    int[] block = new int[400];
    Arrays.fill(block, -1);
    Blocks.of(
        ends,
        from,
        to,
        (b, first, end) -> {
          for (int i = first; i < end; i++) {
            assertThat(block[i]).isEqualTo(-1);
            block[i] = b;
          }
        });
    assertThat(IntStream.range(0, 400).filter(i -> block[i] >= 0))
        .containsExactlyElementsOf(IntStream.range(from, to).boxed().toList());
    int most = 0;
    for (int i = from + 1; i < to; i++) {
      assertThat(block[i]).isGreaterThanOrEqualTo(block[i - 1]);
      most = Math.max(most, block[i]);
    }
    assertThat(most).isLessThan(Blocks.MOST);
    int all = ends[to] - ends[from];
    if (large == 0 && all > 100_000) {
      assertThat(most).isEqualTo(Blocks.MOST - 1);
      assertThat(costs(ends, block)).allMatch(it -> it < 2.0 * all / Blocks.MOST + 4_000);
    }
  }

  private static IntStream costs(int[] ends, int[] block) {
    return IntStream.range(0, Blocks.MOST)
        .map(
            b ->
                IntStream.range(0, block.length)
                    .filter(i -> block[i] == b)
                    .map(i -> ends[i + 1] - ends[i])
                    .sum());
  }

  @Test
  void equalItemsAreInBlocksOfOneSize() {
    int[] sizes = new int[Blocks.MOST];
    Blocks.of(100_000, (b, from, to) -> sizes[b] = to - from);
    assertThat(Arrays.stream(sizes)).allMatch(it -> it == 1_562 || it == 1_563);
    assertThat(Arrays.stream(sizes).sum()).isEqualTo(100_000);
    Blocks.of(10, (b, from, to) -> assertThat(to - from).isEqualTo(10));
  }

  @Test
  void placesOfAValueAscend() {
    int[] values = IntStream.range(0, 1_000).map(i -> RandomKey.root(2).below(i, 7)).toArray();
    Places places = new Places(8);
    places.find(values, 0, 1_000);
    places.find(values, 100, 300);
    for (int v = 0; v < 8; v++) {
      int value = v;
      assertThat(IntStream.range(places.first[v], places.first[v + 1]).map(places::at))
          .containsExactlyElementsOf(
              IntStream.range(100, 300).filter(i -> values[i] == value).boxed().toList());
    }
  }
}
