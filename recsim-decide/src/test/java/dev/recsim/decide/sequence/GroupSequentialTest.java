package dev.recsim.decide.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.stats.Normal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recursion against a slower one: Boole's rule on one grid, every pair of its points. */
class GroupSequentialTest {
  private static final double[] BOOLE = {14, 64, 24, 64, 28};
  private static final double ACCURACY = 1e-10;

  /** Reference: chances to cross first at each look. */
  static double[] crossing(double[] clock, double[] z, double drift) {
    double least = clock[0];
    for (int look = 1; look < clock.length; look++) {
      least = Math.min(least, clock[look] - clock[look - 1]);
    }
    double step = Math.sqrt(least) / 24;
    double[] chances = new double[z.length];
    double[] mass = {1};
    double end = 0;
    double passed = 0;
    for (int look = 0; look < z.length; look++) {
      double variance = clock[look] - passed;
      double deviation = Math.sqrt(variance);
      double bound = z[look] * Math.sqrt(clock[look]);
      for (int i = 0; i < mass.length; i++) {
        double away = (bound - (end - i * step) - drift * variance) / deviation;
        chances[look] += mass[i] * Normal.above(away);
      }
      double low = -9 * Math.sqrt(clock[look]) + Math.min(0, drift * clock[look]);
      int size = 4 * (int) Math.ceil((bound - low) / step / 4) + 1;
      mass = next(mass, size, bound - end - drift * variance, step, variance);
      end = bound;
      passed = clock[look];
    }
    return chances;
  }

  private static double[] next(double[] mass, int size, double ahead, double step, double v) {
    double[] kernel = new double[size + mass.length];
    for (int i = 0; i < kernel.length; i++) {
      double away = ahead + (i - size) * step;
      kernel[i] = Math.exp(-away * away / (2 * v)) / Math.sqrt(2 * Math.PI * v);
    }
    double[] next = new double[size];
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (int old = 0; old < mass.length; old++) {
        sum += mass[old] * kernel[old - i + size];
      }
      double weight = i == 0 || i == size - 1 ? BOOLE[0] : BOOLE[i % 4 == 0 ? 4 : i % 4];
      next[i] = sum * weight * step / 45;
    }
    return next;
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "12, 1", "28, 1.6", "40, 0.7"})
  void boundariesSpendWhatTheyMay(int looks, double power) {
    SplittableRandom random = new SplittableRandom(looks);
    double[] shares = new double[looks];
    double[] clock = new double[looks];
    double sum = 0;
    for (int look = 0; look < looks; look++) {
      sum += 0.5 + random.nextDouble();
      shares[look] = sum;
    }
    for (int look = 0; look < looks; look++) {
      shares[look] /= sum;
      clock[look] = 3 * Math.pow(shares[look], power);
    }
    for (Spending spending : Spending.values()) {
      double[] spent = spending.upTo(shares, 0.01);
      double[] z = GroupSequential.boundaries(clock, spent);
      double[] chances = crossing(clock, z, 0);
      double before = 0;
      for (int look = 0; look < looks; look++) {
        if (z[look] < GroupSequential.LARGEST) {
          assertThat(chances[look]).isCloseTo(spent[look] - before, within(ACCURACY * 0.01));
        }
        before = spent[look];
      }
      double[] drifted = crossing(clock, z, 1.2);
      double[] computed = GroupSequential.crossing(clock, z, 1.2);
      for (int look = 0; look < looks; look++) {
        assertThat(computed[look]).isCloseTo(drifted[look], within(ACCURACY));
      }
    }
  }

  @Tag("nightly")
  @Test
  void manyLooks() {
    boundariesSpendWhatTheyMay(167, 1);
  }

  @Test
  void theClockMayStandNearlyStillAndJump() {
    double[] clock = {0.05, 0.055, 0.5, 0.55, 1};
    double[] spent = {0.001, 0.002, 0.004, 0.006, 0.01};
    double[] z = GroupSequential.boundaries(clock, spent);
    double[] chances = crossing(clock, z, 0);
    double before = 0;
    for (int look = 0; look < z.length; look++) {
      assertThat(chances[look]).isCloseTo(spent[look] - before, within(ACCURACY));
      before = spent[look];
    }
  }

  @Test
  void aClockThatStandsStillIsRefused() {
    assertThatThrownBy(
            () -> GroupSequential.boundaries(new double[] {1, 1}, new double[] {0.001, 0.01}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must increase");
  }
}
