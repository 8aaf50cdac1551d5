package dev.recsim.live.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.math.BigDecimal;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  private static final RandomKey KEY = RandomKey.root(11).child("exact");

  @Test
  void sumsAndProductsAreExact() {
    for (int t = 0; t < 300; t++) {
      ExactSum sum = new ExactSum();
      ExactSum part = new ExactSum();
      BigDecimal expected = BigDecimal.ZERO;
      for (int i = 0; i < 50; i++) {
        double a = number(t, 2 * i);
        double b = number(t, 2 * i + 1);
        boolean out = i % 3 == 0;
        ExactSum to = i % 5 == 0 ? part : sum;
        BigDecimal term = new BigDecimal(a);
        if (i % 2 == 0) {
          to.add(a, out);
        } else {
          to.addProduct(a, b, out);
          term = term.multiply(new BigDecimal(b));
        }
        expected = out ? expected.subtract(term) : expected.add(term);
      }
      sum.add(part);
      assertThat(sum.value()).isEqualTo(expected.doubleValue());
    }
  }

  @Test
  void whatIsTakenOutLeavesNothing() {
    ExactSum sum = new ExactSum();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1_000; i++) {
        sum.addProduct(number(0, i), number(1, i), round == 1);
        sum.add(number(2, i), round == 1);
      }
    }
    assertThat(sum.value()).isZero();
    sum.add(0.1, false);
    sum.clear();
    assertThat(sum.value()).isZero();
  }

  @Test
  void verySmallTermsAreCutOffAlike() {
    ExactSum sum = new ExactSum();
    sum.addProduct(1e-60, 1e-60, false);
    sum.addProduct(1e-45, 1e-45, false);
    sum.add(Double.MIN_VALUE, false);
    sum.add(1e-200, false);
    assertThat(sum.value()).isCloseTo(1e-90, Percentage.withPercentage(1e-3));
    sum.addProduct(1e-45, -1e-45, false);
    assertThat(sum.value()).isZero();
  }

  /** Of either sign, between 1e-30 and 1e30. */
  private static double number(int test, int i) {
    RandomKey key = KEY.child(test);
    double size = StrictMath.pow(10, 60 * key.uniform(2 * i) - 30);
    return key.bits(2 * i + 1) < 0 ? -size : size;
  }
}
