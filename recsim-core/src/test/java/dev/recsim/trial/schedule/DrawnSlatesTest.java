package dev.recsim.trial.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrawnSlatesTest {
  private static final double[] GREEDY = alternating(100, 0, 2);

  /** The rewards of 100 sessions each have a standard error of .1005. */
  @Test
  void sessionsOfTrainingPromiseMoreIfTheyAreTwoStandardErrorsAbove() {
    double noise = Math.sqrt(2) * .1005;
    assertThat(promises(1.9 * noise)).isFalse();
    assertThat(promises(2.1 * noise)).isTrue();
  }

  private static boolean promises(double more) {
    DrawnSlates drawn = new DrawnSlates();
    Arrays.stream(alternating(100, more, 2 + more)).forEach(drawn::add);
    return drawn.promise(GREEDY);
  }

  @Test
  void onlySessionsSinceTheLastCheckpointCount() {
    DrawnSlates drawn = new DrawnSlates();
    Arrays.stream(alternating(100, 9, 10)).forEach(drawn::add);
    assertThat(drawn.promise(GREEDY)).isTrue();
    assertThat(drawn.promise(GREEDY)).as("no sessions").isFalse();
    drawn.add(10);
    assertThat(drawn.promise(GREEDY)).as("a single session").isFalse();
  }

  /** The differences are alternately .1 less and more than their mean. */
  @Test
  void sameSessionsDecideByTheirDifferences() {
    double error = .01005;
    assertThat(better(2.9 * error)).isFalse();
    assertThat(better(3.1 * error)).isTrue();
    assertThat(DrawnSlates.better(GREEDY, GREEDY)).as("equal").isFalse();
  }

  private static boolean better(double by) {
    double[] drawn = GREEDY.clone();
    Arrays.setAll(drawn, i -> GREEDY[i] + by + (i % 4 < 2 ? .1 : -.1));
    return DrawnSlates.better(drawn, GREEDY);
  }

  private static double[] alternating(int count, double first, double second) {
    double[] rewards = new double[count];
    Arrays.setAll(rewards, i -> i % 2 == 0 ? first : second);
    return rewards;
  }
}
