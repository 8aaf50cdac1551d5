package dev.recsim.agent.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Test;

class NoiseTest {
  private static final RandomKey KEY = RandomKey.root(42).child("noise");

  /** Sessions of all levels with these mean returns, and a standard deviation of 1. */
  private static Noise after(int sessions, double... means) {
    Noise noise = new Noise();
    for (int i = 0; i < sessions; i++) {
      for (int level = 0; level < means.length; level++) {
        noise.earned(level, means[level] + (i % 2 == 0 ? 1 : -1));
      }
    }
    return noise;
  }

  @Test
  void clearlyBestLevelIsUsed() {
    assertThat(after(200, 5, 7, 8).best()).isEqualTo(2);
    assertThat(after(200, 5, 9, 8).best()).isEqualTo(1);
  }

  /** About 50 sessions are remembered: the standard error of a difference is about .2. */
  @Test
  void noiseThatIsNotClearlyBetterIsNotUsed() {
    assertThat(after(200, 5, 5.5, 4).best()).isZero();
    assertThat(after(3, 5, 90, 4).best()).isZero();
    assertThat(new Noise().best()).isZero();
  }

  @Test
  void whatWasEarnedLongAgoIsForgotten() {
    Noise noise = after(200, 5, 9, 5);
    for (int i = 0; i < 300; i++) {
      noise.earned(0, i % 2 == 0 ? 10 : 12);
      noise.earned(1, i % 2 == 0 ? 8 : 10);
    }
    assertThat(noise.best()).isZero();
  }

  /** Scores 1, 1, 4, 4 have deviation 1.5: level 1 adds noise of that deviation, level 0 none. */
  @Test
  void noiseIsInDeviationsOfTheScores() {
    double squares = 0;
    int tries = 5_000;
    for (int i = 0; i < tries; i++) {
      double[] scores = {1, 1, 4, 4};
      Noise.add(scores, 1, KEY.child(i));
      squares += (scores[0] - 1) * (scores[0] - 1);
    }
    assertThat(Math.sqrt(squares / tries)).isCloseTo(1.5, within(.08));
    double[] scores = {1, 1, 4, 4};
    Noise.add(scores, 0, KEY);
    assertThat(scores).containsExactly(1, 1, 4, 4);
  }

  @Test
  void levelsThatDoNotExistAreRefused() {
    assertThat(Noise.checked(2)).isEqualTo(2);
    assertThatThrownBy(() -> Noise.checked(3)).hasMessageContaining("noise");
    assertThatThrownBy(() -> Noise.checked(-1)).hasMessageContaining("noise");
  }
}
