package dev.recsim.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RandomKeyTest {
  private static final RandomKey KEY = RandomKey.root(42).child("world").child(7);

  /** SplitMix64 from state 0: the reference sequence of Vigna's splitmix64.c. */
  @Test
  void drawsAreSplitMix64() {
    RandomKey zero = new RandomKey(0);
    assertThat(new long[] {zero.bits(0), zero.bits(1), zero.bits(2)})
        .containsExactly(0xE220A8397B1DCDAFL, 0x6E789E6AA1B965F4L, 0x06C45D188009454FL);
  }

  @Test
  void pathsArePinned() {
    assertThat(KEY.bits()).isEqualTo(-1198940978679078103L);
    assertThat(KEY.uniform(0)).isEqualTo(0.25721286415112055);
    assertThat(KEY.below(1, 10)).isEqualTo(1);
    assertThat(KEY.gaussian(3)).isEqualTo(-0.25695092632593336);
    assertThat(KEY.exponential(0, 2)).isEqualTo(-StrictMath.log(1 - 0.25721286415112055) / 2);
  }

  @Test
  void childrenByNameAndIndexAreAllDifferent() {
    assertThat(
            java.util.stream.Stream.of(
                    KEY.child(0),
                    KEY.child(1),
                    KEY.child("0"),
                    KEY.child(""),
                    KEY.child("a"),
                    KEY.child("b"),
                    KEY.child("ab"),
                    KEY.child("ba"),
                    KEY)
                .map(RandomKey::bits))
        .doesNotHaveDuplicates();
  }

  /** Fixed key, so never flaky; for a random key this bound fails with odds of 1 in 15,000. */
  @Test
  void uniformDrawsHaveTheRightMeanAndVariance() {
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double u = KEY.uniform(i);
      assertThat(u).isBetween(0.0, Math.nextDown(1.0));
      sum += u;
      squares += (u - .5) * (u - .5);
    }
    assertThat(sum / n).isCloseTo(.5, org.assertj.core.data.Offset.offset(4 / Math.sqrt(12.0 * n)));
    assertThat(squares / n)
        .isCloseTo(1 / 12.0, org.assertj.core.data.Offset.offset(4 / Math.sqrt(180.0 * n)));
  }

  /** Fixed key; for a random key the sample mean fails with odds of 1 in 15,000. */
  @Test
  void gaussianDrawsHaveMeanZeroAndVarianceOne() {
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double z = KEY.gaussian(i);
      sum += z;
      squares += z * z;
    }
    assertThat(sum / n).isCloseTo(0, org.assertj.core.data.Offset.offset(4 / Math.sqrt(n)));
    assertThat(squares / n)
        .isCloseTo(1, org.assertj.core.data.Offset.offset(4 * Math.sqrt(2.0 / n)));
  }

  /** Chi-square with 9 degrees of freedom: above 33.7 once in 10,000 keys; the key is fixed. */
  @Test
  void integersAreUniform() {
    int[] counts = new int[10];
    for (int i = 0; i < 100_000; i++) {
      counts[KEY.below(i, 10)]++;
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - 10_000.0) * (count - 10_000) / 10_000;
    }
    assertThat(chiSquare).isLessThan(33.7);
  }

  @Test
  void whatHasTheRateZeroNeverHappensWhateverTheLuck() {
    RandomKey leastLuck = new RandomKey(-0x9E3779B97F4A7C15L);

    assertThat(leastLuck.uniform(0)).isZero();
    assertThat(leastLuck.exponential(0, 1)).isZero();
    assertThat(leastLuck.exponential(0, 0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(KEY.exponential(0, 0)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void boundMustBePositive() {
    assertThatThrownBy(() -> KEY.below(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive");
  }
}
