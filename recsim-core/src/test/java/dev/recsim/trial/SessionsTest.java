package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SessionsTest {
  /** Mean 3; squares 4 + 1 + 0 + 9 = 14; variance 14/3; of the mean 14/12. */
  @Test
  void meansAndStandardErrorByHand() {
    Sessions sessions =
        new Sessions(new double[] {1, 2, 3, 6}, new int[] {1, 1, 2, 6}, new double[0]);
    assertThat(sessions.meanReward()).isEqualTo(3);
    assertThat(sessions.standardError()).isCloseTo(Math.sqrt(7 / 6.0), within(1e-15));
    assertThat(sessions.steps()).isEqualTo(10);
  }

  /** By deviations from the first reward, these means differ in their last bit. */
  @Test
  void equalTotalsHaveEqualMeans() {
    assertThat(meanReward(2, 0, 0)).isEqualTo(meanReward(0, 0, 2)).isEqualTo(2.0 / 3);
  }

  private static double meanReward(double... rewards) {
    return new Sessions(rewards, new int[rewards.length], new double[0]).meanReward();
  }

  @Test
  void singleSessionHasNoStandardError() {
    assertThat(new Sessions(new double[] {1}, new int[] {1}, new double[0]).standardError())
        .isNaN();
  }
}
