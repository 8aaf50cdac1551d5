package dev.recsim.agent.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BanditsTest {
  private static final RandomKey KEY = RandomKey.root(42).child("bandits");
  private static final double[] TENS = {10, 10};

  static Stream<Bandit> all() {
    return Stream.of(new Ucb1(1), new KlUcb(1), new ThompsonSampling(1));
  }

  @Test
  void ucb1AddsTheWidthOfTheConfidenceToTheMean() {
    double[] indices = new Ucb1(1).indices(TENS, new double[] {10, 0}, KEY);
    assertThat(indices).containsExactly(new double[] {1.7740455, .7740455}, within(1e-7));
  }

  /** With a mean that moves along with the bisection, arm 1 would have 0.5 - 2^-16 = 0.499985. */
  @Test
  void klUcbKeepsTheMeanWhereItIsWhileItBisects() {
    double[] indices = new KlUcb(1).indices(TENS, new double[] {10, 0}, KEY);
    assertThat(indices).containsExactly(new double[] {1, .466721}, within(1e-6));
    double bound = (StrictMath.log(20) + 3 * StrictMath.log(StrictMath.log(20))) / 10;
    assertThat(indices[1]).isCloseTo(1 - StrictMath.exp(-bound), within(0x1p-16));
    assertThat(KlUcb.divergence(0, indices[1])).isLessThanOrEqualTo(bound);
  }

  @Test
  void klUcbIsTheMeanOrMoreHoweverYoungTheBandit() {
    for (int pulls = 1; pulls < 40; pulls++) {
      for (int reward = 0; reward <= pulls; reward++) {
        double[] index = new KlUcb(1).indices(new double[] {pulls}, new double[] {reward}, KEY);
        assertThat(index[0]).isBetween((double) reward / pulls, 1.0);
      }
    }
  }

  @Test
  void divergenceOfBernoulliDistributionsIsZeroOnlyAtHome() {
    assertThat(KlUcb.divergence(.3, .3)).isZero();
    assertThat(KlUcb.divergence(0, 0)).isZero();
    assertThat(KlUcb.divergence(1, 1)).isZero();
    assertThat(KlUcb.divergence(.5, .25)).isCloseTo(.5 * StrictMath.log(4.0 / 3), within(1e-12));
    assertThat(KlUcb.divergence(.5, 1)).isInfinite();
  }

  @Test
  void upperBoundsTryEachArmFirst() {
    for (Bandit bandit : new Bandit[] {new Ucb1(1), new KlUcb(1)}) {
      assertThat(bandit.indices(new double[] {5, 0, 3}, new double[] {5, 0, 0}, KEY)[1])
          .isInfinite();
      assertThat(bandit.indices(new double[3], new double[3], KEY))
          .containsOnly(Double.POSITIVE_INFINITY);
    }
  }

  /** The mean of 10,000 draws is within 5 standard errors of the posterior's, 9 / 12. */
  @Test
  void thompsonSamplingDrawsFromThePosterior() {
    double mean =
        IntStream.range(0, 10_000)
            .mapToDouble(
                i ->
                    new ThompsonSampling(1)
                        .indices(new double[] {10}, new double[] {8}, KEY.child(i))[0])
            .average()
            .orElseThrow();
    double variance = .75 * .25 / 13;
    assertThat(mean).isCloseTo(.75, within(5 * Math.sqrt(variance / 10_000)));
  }

  @Test
  void optimismWidensAndNeverMovesTheMean() {
    double[] rewards = {5, 0};
    assertThat(new Ucb1(2).indices(TENS, rewards, KEY)[0] - .5)
        .isCloseTo(2 * (new Ucb1(1).indices(TENS, rewards, KEY)[0] - .5), within(1e-12));
    assertThat(new KlUcb(2).indices(TENS, rewards, KEY)[0])
        .isGreaterThan(new KlUcb(1).indices(TENS, rewards, KEY)[0]);
    assertThat(spread(new ThompsonSampling(3)))
        .isGreaterThan(1.5 * spread(new ThompsonSampling(1)));
  }

  /** Twice the optimism is four times the bound: 1 - exp(-4 c) for the c of optimism 1. */
  @Test
  void optimismOfKlUcbEntersByItsSquare() {
    double bound = 4 * (StrictMath.log(20) + 3 * StrictMath.log(StrictMath.log(20))) / 10;
    double[] indices = new KlUcb(2).indices(TENS, new double[] {10, 0}, KEY);
    assertThat(indices[1]).isCloseTo(1 - StrictMath.exp(-bound), within(0x1p-16));
  }

  /**
   * 8 of 10 at optimism 2: Beta(1 + 8 / 4, 1 + 2 / 4), mean 2 / 3, variance .0404. The mean of
   * 10,000 draws is within 5 standard errors.
   */
  @Test
  void optimismOfThompsonSamplingEntersByItsSquare() {
    double mean =
        IntStream.range(0, 10_000)
            .mapToDouble(
                i ->
                    new ThompsonSampling(2)
                        .indices(new double[] {10}, new double[] {8}, KEY.child(i))[0])
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(2 / 3., within(5 * Math.sqrt(.0404 / 10_000)));
  }

  @Test
  void thompsonSamplingDrawsEachArmByItself() {
    double[] indices = new ThompsonSampling(1).indices(TENS, new double[] {5, 5}, KEY);
    assertThat(indices[0]).isNotEqualTo(indices[1]);
  }

  /** Mean distance of 500 draws from 1/2, the posterior's mean. */
  private static double spread(Bandit bandit) {
    return IntStream.range(0, 500)
        .mapToDouble(
            i ->
                Math.abs(
                    bandit.indices(new double[] {40}, new double[] {20}, KEY.child(i))[0] - .5))
        .average()
        .orElseThrow();
  }

  /**
   * Of five Bernoulli arms, the best is pulled more than half of 2,000 times. Of 2,000 random keys
   * none failed for any of the three; theory bounds the regret of UCB1 by 8 ln n / gap an arm.
   */
  @ParameterizedTest
  @MethodSource("all")
  void bestOfFiveArmsIsPulledMost(Bandit bandit) {
    assertThat(pullsOfTheBest(bandit, KEY)).isGreaterThan(1_000);
  }

  static int pullsOfTheBest(Bandit bandit, RandomKey key) {
    double[] means = {.2, .3, .9, .1, .4};
    double[] pulls = new double[5];
    double[] rewards = new double[5];
    for (int t = 0; t < 2_000; t++) {
      double[] indices = bandit.indices(pulls, rewards, key.child(t));
      int arm = dev.recsim.agent.Ranking.top(indices, 1).document(0);
      pulls[arm]++;
      rewards[arm] += key.child("luck").uniform(t) < means[arm] ? 1 : 0;
    }
    return (int) pulls[2];
  }
}
