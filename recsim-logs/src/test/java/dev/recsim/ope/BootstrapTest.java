package dev.recsim.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import dev.recsim.stats.Interval;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final RandomKey KEY = RandomKey.root(5);
  private static final int ROWS = 2_000;

  /** The whole ratio is resampled, so numerator and denominator vary together. */
  @Test
  void agreesWithTheDeltaMethodOfARatio() {
    Estimator<Decisions.Row> snips = Decisions.snips();
    Bootstrap bootstrap = new Bootstrap(KEY.child("b"), 1_000, 3);
    Moments moments = new Moments(1);
    double[] terms = new double[3];
    for (int i = 0; i < ROWS; i++) {
      RandomKey luck = KEY.child(i);
      double w = luck.exponential(0, 1);
      double r = luck.uniform(1) < 0.9 ? 1 : 0;
      snips.terms(new Decisions.Row().set(w, r, 0, 0), terms, 0);
      bootstrap.add(i, terms);
      moments.add(terms, 0);
    }
    double[] values = bootstrap.values(0, 1);
    Interval interval = Bootstrap.interval(values, 0.95);
    Interval delta = moments.interval(0.95);
    // The standard error of an end is about 0.05 half widths with 1,000 replicates.
    assertThat(interval.low()).isCloseTo(delta.low(), within(0.25 * delta.halfWidth()));
    assertThat(interval.high()).isCloseTo(delta.high(), within(0.25 * delta.halfWidth()));
  }

  @Test
  void partsOfALogAddUp() {
    Bootstrap whole = new Bootstrap(KEY, 50, 1);
    Bootstrap first = new Bootstrap(KEY, 50, 1);
    Bootstrap second = new Bootstrap(KEY, 50, 1);
    for (int i = 0; i < 100; i++) {
      double[] terms = {i};
      whole.add(i, terms);
      (i < 30 ? first : second).add(i, terms);
    }
    first.add(second);
    assertThat(first.values(0, 0)).containsExactly(whole.values(0, 0));
  }

  @Test
  void sessionsCountLikePoissonDraws() {
    Bootstrap bootstrap = new Bootstrap(KEY, 100_000, 1);
    bootstrap.add(3, new double[] {0});
    bootstrap.add(4, new double[] {1});
    double one = 0;
    double mean = 0;
    double[] values = bootstrap.values(0, 0);
    for (double value : values) {
      one += Double.isNaN(value) ? 1 : 0;
      mean += Double.isNaN(value) ? 0 : value;
    }
    // Both draws are 0 with probability exp(-2); 6 standard errors.
    assertThat(one / values.length).isCloseTo(Math.exp(-2), within(0.0065));
    assertThat(mean / (values.length - one)).isCloseTo(0.5, within(0.009));
  }
}
