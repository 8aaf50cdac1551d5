package dev.recsim.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.stream.Stream.Builder;
import org.junit.jupiter.api.Test;

class StreamTest {
  private static final List<String> NAMES =
      List.of("drift", "engagement", "innovation", "latent", "observation", "quality", "topic", "");

  /** All results depend on it. */
  @Test
  void numberIsPinned() {
    assertThat(Stream.number("quality")).isEqualTo(3587956957718882093L);
  }

  @Test
  void streamsAreDifferentFromEachOtherAndFromOtherChildren() {
    RandomKey key = RandomKey.root(1);
    Builder<RandomKey> children = java.util.stream.Stream.builder();
    NAMES.forEach(name -> children.add(key.child(name)).add(key.child(Stream.number(name))));
    for (int i = -1_000; i < 1_000; i++) {
      children.add(key.child(i));
    }
    assertThat(children.build().toList()).doesNotHaveDuplicates();
  }

  /**
   * Within five standard errors of 100,000 products of uniform draws, whose deviation is 1 / 12.
   */
  @Test
  void drawsOfStreamsOfAKeyAreUncorrelated() {
    double[] sums = new double[NAMES.size()];
    int keys = 100_000;
    for (int i = 0; i < keys; i++) {
      RandomKey key = RandomKey.root(7).child(i);
      for (int n = 0; n < sums.length; n++) {
        RandomKey other = n == 0 ? key : key.child(Stream.number(NAMES.get(n - 1)));
        double draw = key.child(Stream.number(NAMES.get(n))).uniform(0);
        sums[n] += (draw - .5) * (other.uniform(0) - .5);
      }
    }
    for (double sum : sums) {
      assertThat(sum / keys).isCloseTo(0, within(5 / (12 * Math.sqrt(keys))));
    }
  }
}
