package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {
  private static final RandomKey KEY = RandomKey.root(42);

  @Test
  void oldestTransitionsAreForgottenFirst() {
    ReplayBuffer<Integer> memory = filled(2_000, 4_500);
    assertThat(memory.size()).isEqualTo(2_000);
    assertThat(IntStream.of(steps(memory)).min()).hasValue(2_500);
    assertThat(steps(memory)).doesNotHaveDuplicates();
  }

  @Test
  void enoughTransitionsAreDrawnWithoutReplacement() {
    int[] all = steps(filled(5_000, 3_000).draw(3_000, KEY));
    assertThat(all).hasSize(3_000).doesNotHaveDuplicates();
    int[] some = steps(filled(5_000, 3_000).draw(100, KEY));
    assertThat(some).hasSize(100).doesNotHaveDuplicates();
    assertThat(some).as("in random order").isNotEqualTo(IntStream.of(some).sorted().toArray());
    assertThat(IntStream.of(some).max().orElseThrow()).isGreaterThan(2_000);
  }

  @Test
  void tooFewTransitionsAreDrawnWithReplacement() {
    assertThat(steps(filled(5_000, 10).draw(1_000, KEY))).hasSize(1_000).contains(0, 9);
  }

  /** The samples ignore their own keys and later steps, and start again after the last one. */
  @Test
  void whatWasDrawnAheadIsSampledInTurn() {
    ReplayBuffer<Integer> memory = filled(100, 50);
    int[] drawn = steps(memory.draw(6, KEY));
    memory.drawAhead(6, KEY);
    IntStream.range(0, 100).forEach(i -> memory.add(99));
    for (int start : new int[] {0, 4, 2}) {
      List<Integer> sample = memory.sample(4, KEY.child(start));
      for (int i = 0; i < 4; i++) {
        assertThat(sample.get(i)).isEqualTo(drawn[(start + i) % 6]);
      }
    }
  }

  @Test
  void whatWasDrawnStaysWhenTheReplayForgets() {
    ReplayBuffer<Integer> memory = filled(10, 10);
    ReplayBuffer<Integer> drawn = memory.draw(10, KEY);
    int[] before = steps(drawn);
    IntStream.range(0, 10).forEach(i -> memory.add(99));
    assertThat(steps(drawn)).isEqualTo(before);
  }

  /** Steps 0, 1, 2, ... */
  private static ReplayBuffer<Integer> filled(int capacity, int count) {
    ReplayBuffer<Integer> memory = new ReplayBuffer<>(capacity);
    IntStream.range(0, count).forEach(i -> memory.add(i));
    return memory;
  }

  private static int[] steps(ReplayBuffer<Integer> memory) {
    return IntStream.range(0, memory.size()).map(memory::get).toArray();
  }
}
