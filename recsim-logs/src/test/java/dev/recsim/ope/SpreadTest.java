package dev.recsim.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import dev.recsim.stats.Interval;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Numbers are quantiles of distributions in even steps, so nothing is random. */
class SpreadTest {
  private static final int N = SessionGroups.COUNT;

  private static double[] quantiles(DoubleUnaryOperator quantile) {
    double[] numbers = new double[N];
    Arrays.setAll(numbers, i -> quantile.applyAsDouble((i + 0.5) / N));
    double mean = Arrays.stream(numbers).average().orElseThrow();
    Arrays.setAll(numbers, i -> numbers[i] - mean);
    return numbers;
  }

  private static Spread pareto(double index) {
    return new Spread(10, 1, quantiles(u -> Math.pow(1 - u, -index)));
  }

  @Test
  void indexOfATailIsThatOfThePareto() {
    for (double index : new double[] {0.3, 0.5, 0.8}) {
      // The largest quantiles are less extreme than the largest of 500 draws.
      assertThat(pareto(index).tailIndex()).isCloseTo(index, within(0.1));
    }
    assertThat(new Spread(0, 1, quantiles(u -> u)).tailIndex()).isLessThan(0.1);
  }

  @Test
  void intervalOfEvenNumbersIsNearlyTheNormalOne() {
    Interval interval = new Spread(10, 1, quantiles(u -> u)).interval(0.95);
    assertThat(interval.low()).isCloseTo(10 - 1.96, within(0.03));
    assertThat(interval.high()).isCloseTo(10 + 1.96, within(0.03));
  }

  @Test
  void intervalReachesFartherWhereTheTailIs() {
    Interval light = pareto(0.2).interval(0.95);
    Interval heavy = pareto(0.5).interval(0.95);
    assertThat(light.high() - 10).isBetween(1.96, 4.0);
    assertThat(heavy.high() - 10).isGreaterThan(1.3 * (light.high() - 10));
    assertThat(10 - heavy.low()).isLessThan(1.96);
    double[] mirrored = Arrays.stream(pareto(0.5).influence()).map(it -> -it).toArray();
    Interval below = new Spread(10, 1, mirrored).interval(0.95);
    assertThat(10 - below.low()).isCloseTo(heavy.high() - 10, within(1e-9));
  }

  /**
   * Ties at the end of a two-point distribution are no tail, however far they are from the rest.
   */
  @Test
  void equalNumbersHaveNoTail() {
    Spread two = new Spread(0, 1, quantiles(u -> u < 0.96 ? 0 : 10));
    assertThat(two.tailIndex()).isLessThan(0.1);
    assertThat(two.interval(0.95).high()).isBetween(1.96, 2.6);
  }

  @Test
  void boundsAreWiderTheSmallerTheErrorRate() {
    Spread spread = pareto(0.4);
    assertThat(spread.bounds(0.01).high()).isGreaterThan(spread.bounds(0.025).high());
    assertThat(spread.times(2).bounds(0.01).high() - 10)
        .isCloseTo(2 * (spread.bounds(0.01).high() - 10), within(1e-9));
  }

  @Test
  void differenceOfEqualEstimatesIsZero() {
    Spread spread = pareto(0.4);
    Spread none = spread.minus(spread, 1_000);
    assertThat(none.interval(0.95)).isEqualTo(new Interval(0, 0));
  }

  /** A mean over sessions: its influence by groups, and the groups of parts. */
  private static final class Mean {
    private final SessionGroups groups = new SessionGroups(RandomKey.root(5));
    private final SessionGroups.Sums sums = groups.sums(1);
    private final Moments moments = new Moments(1);
    private final Terms terms = new Terms(1);

    void add(long session, double b, double c) {
      groups.draw(session);
      terms.set(
          Estimator.<double[]>normalised("r", 1, (it, to) -> to.ratio(it[0], it[1])),
          new double[] {b, c});
      sums.add(terms);
      moments.add(terms);
    }

    void add(Mean other) {
      groups.add(other.groups);
      sums.add(other.sums);
      moments.add(other.moments);
    }
  }

  @Test
  void groupsOfPartsAddUpAndTheirInfluenceIsThatOfTheRatio() {
    Mean whole = new Mean();
    Mean first = new Mean();
    Mean second = new Mean();
    RandomKey luck = RandomKey.root(7);
    for (int i = 0; i < 5_000; i++) {
      double c = luck.child(i).exponential(0, 1);
      double b = luck.child(i).uniform(1) < 0.9 ? c : 0;
      whole.add(i, b, c);
      (i < 1_500 ? first : second).add(i, b, c);
    }
    first.add(second);
    double[] influence = whole.sums.influence(whole.moments);
    assertThat(first.sums.influence(first.moments)).containsExactly(influence, within(1e-9));
    assertThat(Arrays.stream(influence).sum()).isCloseTo(0, within(1e-9));
    double squares = Arrays.stream(influence).map(it -> it * it).sum();
    // Groups of ten sessions show the same error; its own standard error is 3 %.
    assertThat(Math.sqrt(squares) / 5_000)
        .isCloseTo(whole.moments.standardError(), within(0.15 * whole.moments.standardError()));
  }
}
