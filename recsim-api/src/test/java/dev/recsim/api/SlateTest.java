package dev.recsim.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlateTest {
  private static final RandomKey KEY = RandomKey.root(5);

  /** Some sizes have slates that are made once, others not; the draw is the same. */
  @ParameterizedTest
  @CsvSource({"10, 1", "2, 2", "16, 2", "17, 2", "3, 3", "10, 3", "16, 3", "17, 3", "10, 4"})
  void randomSlatesDrawEachPositionAgainUntilItIsNoRepetition(int documents, int size) {
    for (int i = 0; i < 1_000; i++) {
      Slate slate = Slate.random(documents, size, KEY.child(i));
      assertThat(slate.size()).isEqualTo(size);
      assertThat(slate).isEqualTo(drawn(documents, size, KEY.child(i)));
    }
  }

  private static Slate drawn(int documents, int size, RandomKey key) {
    int[] slate = new int[size];
    for (int i = 0; i < size; i++) {
      RandomKey luck = size == 1 ? key : key.child(i);
      for (long attempt = 0; ; attempt++) {
        slate[i] = luck.below(attempt, documents);
        boolean repeated = false;
        for (int j = 0; j < i; j++) {
          repeated |= slate[j] == slate[i];
        }
        if (!repeated) {
          break;
        }
      }
    }
    return Slate.of(slate);
  }
}
