package dev.recsim.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundingTest {
  private static final int[] DIGITS = {1, 2, 3, 4, 6, 10, 12, 14, 15, 16, 17};

  /** The definition: the number itself, to its last binary digit, is rounded. */
  private static BigDecimal rounded(double value, int digits) {
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    BigDecimal stripped = rounded.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static void check(DoubleStream values) {
    values.forEach(
        value -> {
          for (int digits : DIGITS) {
            assertThat(JsonText.significant(value, digits))
                .as("%s to %s digits", value, digits)
                .isEqualTo(rounded(value, digits));
          }
        });
  }

  @Test
  void numbersOfAnySizeAreRoundedAsTheyAre() {
    RandomKey key = RandomKey.root(1).child("rounding");
    check(
        IntStream.range(0, 5_000)
            .mapToDouble(i -> Double.longBitsToDouble(key.bits(i)))
            .filter(Double::isFinite));
    check(IntStream.range(0, 5_000).mapToDouble(i -> key.child("unit").uniform(i)));
    check(DoubleStream.of(0, -0.0, 1, -7, 1e22, 1e23, 2e-3, Double.MIN_VALUE, 1e-295, 1e-308));
  }

  /** Where the printed decimal is a tie, the number is not, and where it is close, it may be. */
  @Test
  void numbersBesideATieAreRoundedAsTheyAre() {
    RandomKey key = RandomKey.root(2).child("ties");
    check(
        IntStream.range(0, 2_000)
            .mapToDouble(
                i -> {
                  int digits = 1 + i % 15;
                  long head = (long) (Math.pow(10, digits) * (1 + 9 * key.uniform(i)) / 10);
                  double tie = new BigDecimal(head + "5e" + (i % 40 - 30)).doubleValue();
                  return switch (i % 3) {
                    case 0 -> tie;
                    case 1 -> Math.nextUp(tie);
                    default -> Math.nextDown(tie);
                  };
                }));
  }
}
