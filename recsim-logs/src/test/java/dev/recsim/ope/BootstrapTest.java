package dev.recsim.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.ope.Decisions.Decision;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Interval;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final RandomKey KEY = RandomKey.root(5);
  private static final int ROWS = 2_000;

  /** The whole ratio is resampled, so numerator and denominator vary together. */
  @Test
  void agreesWithTheDeltaMethodOfARatio() {
    Estimator<Decision> snips = Decisions.snips();
    Bootstrap bootstrap = new Bootstrap(KEY.child("b"), 1_000);
    Bootstrap.Sums sums = bootstrap.sums(1);
    Moments moments = new Moments(1);
    Terms terms = new Terms(1);
    for (int i = 0; i < ROWS; i++) {
      RandomKey luck = KEY.child(i);
      double w = luck.exponential(0, 1);
      double r = luck.uniform(1) < 0.9 ? 1 : 0;
      terms.set(snips, new Decision(w, r, 0, 0));
      bootstrap.draw(i);
      sums.add(terms);
      moments.add(terms);
    }
    Interval interval = Bootstrap.interval(sums.values(), 0.95);
    Interval delta = moments.interval(0.95);
    // The standard error of an end is about 0.05 half widths with 1,000 replicates.
    assertThat(interval.low()).isCloseTo(delta.low(), within(0.25 * delta.halfWidth()));
    assertThat(interval.high()).isCloseTo(delta.high(), within(0.25 * delta.halfWidth()));
  }

  /** A mean over sessions. */
  private static final class Mean {
    private final Bootstrap bootstrap;
    private final Bootstrap.Sums sums;

    Mean(int replicates) {
      bootstrap = new Bootstrap(KEY, replicates);
      sums = bootstrap.sums(0);
    }

    void add(long session, double value) {
      Terms terms = new Terms(0);
      terms.mean(value);
      bootstrap.draw(session);
      sums.add(terms);
    }

    void add(Mean other) {
      bootstrap.add(other.bootstrap);
      sums.add(other.sums);
    }
  }

  @Test
  void partsOfALogAddUp() {
    Mean whole = new Mean(50);
    Mean first = new Mean(50);
    Mean second = new Mean(50);
    for (int i = 0; i < 100; i++) {
      whole.add(i, i);
      (i < 30 ? first : second).add(i, i);
    }
    first.add(second);
    assertThat(first.sums.values()).containsExactly(whole.sums.values());
  }

  @Test
  void sessionsCountLikePoissonDraws() {
    Mean resampled = new Mean(100_000);
    resampled.add(3, 0);
    resampled.add(4, 1);
    double one = 0;
    double mean = 0;
    double[] values = resampled.sums.values();
    for (double value : values) {
      one += Double.isNaN(value) ? 1 : 0;
      mean += Double.isNaN(value) ? 0 : value;
    }
    // Both draws are 0 with probability exp(-2); 6 standard errors.
    assertThat(one / values.length).isCloseTo(Math.exp(-2), within(0.0065));
    assertThat(mean / (values.length - one)).isCloseTo(0.5, within(0.009));
  }
}
