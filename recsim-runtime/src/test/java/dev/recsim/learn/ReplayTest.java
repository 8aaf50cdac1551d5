package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final RandomKey KEY = RandomKey.root(42);

  @Test
  void everyFieldOfATransitionComesBack() {
    Replay replay = new Replay(10);
    replay.add(1, 2, .5f, 3, true);
    replay.add(4, 5, -1, 6, false);
    assertThat(replay.state(1)).isEqualTo(4);
    assertThat(replay.document(1)).isEqualTo(5);
    assertThat(replay.reward(0)).isEqualTo(.5f);
    assertThat(replay.nextState(0)).isEqualTo(3);
    assertThat(replay.ended(0)).isTrue();
    assertThat(replay.ended(1)).isFalse();
  }

  @Test
  void oldestTransitionsAreForgottenFirst() {
    Replay replay = filled(2_000, 4_500);
    assertThat(replay.size()).isEqualTo(2_000);
    assertThat(IntStream.of(states(replay)).min()).hasValue(2_500);
    assertThat(states(replay)).doesNotHaveDuplicates();
  }

  @Test
  void enoughTransitionsAreDrawnWithoutReplacement() {
    int[] all = states(filled(5_000, 3_000).draw(3_000, KEY));
    assertThat(all).hasSize(3_000).doesNotHaveDuplicates();
    int[] some = states(filled(5_000, 3_000).draw(100, KEY));
    assertThat(some).hasSize(100).doesNotHaveDuplicates();
    assertThat(some).as("in random order").isNotEqualTo(IntStream.of(some).sorted().toArray());
    assertThat(IntStream.of(some).max().orElseThrow()).isGreaterThan(2_000);
  }

  @Test
  void tooFewTransitionsAreDrawnWithReplacement() {
    assertThat(states(filled(5_000, 10).draw(1_000, KEY))).hasSize(1_000).contains(0, 9);
  }

  @Test
  void drawnTransitionsAreCopies() {
    Replay replay = filled(10, 10);
    Replay drawn = replay.draw(10, KEY);
    int[] before = states(drawn);
    IntStream.range(0, 10).forEach(i -> replay.add(99, 0, 0, 0, false));
    assertThat(states(drawn)).isEqualTo(before);
  }

  /** Transitions of state 0, 1, 2, ... */
  private static Replay filled(int capacity, int count) {
    Replay replay = new Replay(capacity);
    IntStream.range(0, count).forEach(i -> replay.add(i, 0, 0, 0, false));
    return replay;
  }

  private static int[] states(Replay replay) {
    return IntStream.range(0, replay.size()).map(replay::state).toArray();
  }
}
