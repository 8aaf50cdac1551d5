package dev.recsim.fit.ids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberedIdsTest {

  @Test
  void numbersIdsInTheirOrder() {
    NumberedIds index = new NumberedIds();
    Map<Long, Integer> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      RandomKey key = RandomKey.root(1).child(i);
      long id =
          switch (i % 3) {
            case 0 -> key.below(0, 5_000);
            case 1 -> -1L - key.below(0, 5_000);
            default -> key.bits() << 40;
          };
      assertThat(index.find(id)).isEqualTo(expected.getOrDefault(id, -1));
      assertThat(index.add(id))
          .isEqualTo((int) expected.computeIfAbsent(id, it -> expected.size()));
    }
    assertThat(index.size()).isEqualTo(expected.size());
    expected.forEach((id, number) -> assertThat(index.find(id)).isEqualTo(number));
  }
}
