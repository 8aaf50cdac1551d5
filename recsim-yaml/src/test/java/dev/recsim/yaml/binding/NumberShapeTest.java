package dev.recsim.yaml.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class NumberShapeTest {
  /** Some of them are what Double.toString wrote with a digit too many before JDK 19. */
  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "1.0, 1",
    "100.0, 100",
    "0.1, 0.1",
    "0.002, 0.002",
    "2.0E-3, 0.002",
    "1.0E23, 100000000000000000000000",
    "2.0E23, 200000000000000000000000",
    "8.41E21, 8410000000000000000000",
    "2.2250738585072014E-308, 2.2250738585072014E-308",
    "4.9E-324, 5E-324",
    "1.7976931348623157E308, 1.7976931348623157E308",
    "0.17323522915498704, 0.17323522915498704"
  })
  void doublesAreWrittenWithTheFewestDigits(double value, String text) {
    assertThat(NumberShape.decimal(value)).isEqualByComparingTo(text);
    assertThat(NumberShape.decimal(value).precision()).isEqualTo(digits(text));
  }

  private static int digits(String text) {
    return new java.math.BigDecimal(text).stripTrailingZeros().precision();
  }

  @Test
  void everyDoubleReadsBackTheSame() {
    RandomKey key = RandomKey.root(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(key.bits(i));
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(NumberShape.decimal(value).toPlainString())).isEqualTo(value);
      }
    }
  }
}
