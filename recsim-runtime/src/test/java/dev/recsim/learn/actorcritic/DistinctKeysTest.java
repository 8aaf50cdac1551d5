package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DistinctKeysTest {

  @Test
  void keysAreNumberedAsAMapWouldNumberThem() {
    DistinctKeys keys = new DistinctKeys();
    for (int batch = 0; batch < 50; batch++) {
      RandomKey draws = RandomKey.root(batch);
      int size = 1 + draws.below(0, 300);
      int bound = 1 + draws.below(1, 500);
      keys.clear(size);
      Map<Long, Integer> expected = new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        long key = (long) draws.below(2 + i, bound) * 1_000_003;
        expected.putIfAbsent(key, expected.size());
        assertThat(keys.add(key)).isEqualTo(expected.get(key));
      }
      assertThat(keys.size()).isEqualTo(expected.size());
      expected.forEach((key, number) -> assertThat(keys.key(number)).isEqualTo(key));
    }
  }
}
