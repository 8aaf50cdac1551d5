package dev.recsim.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void threeSentencesAreShownAndTheOthersCounted() {
    assertThat(Figures.few(List.of("a", "b", "c"))).containsExactly("a", "b", "c");
    assertThat(Figures.few(List.of("a", "b", "c", "d", "e")))
        .containsExactly("a", "b", "c", "and 2 more, see below");
  }

  @Test
  void intervalDecidesTheDecimals() {
    assertThat(Figures.interval(Optional.of(new Interval(8.79123, 9.10871))))
        .isEqualTo("8.79 to 9.11");
    assertThat(Figures.interval(Optional.of(new Interval(-1.5, 30.5)))).isEqualTo("-2 to 30");
    assertThat(Figures.interval(Optional.of(new Interval(1, 1.000001))))
        .isEqualTo("1.0000 to 1.0000");
    assertThat(Figures.interval(Optional.of(new Interval(2, 2)))).isEqualTo("no spread");
    assertThat(Figures.interval(Optional.empty())).isEqualTo("-");
  }

  @Test
  void nothingShortOfTheOptimumIsCalledAllOfIt() {
    assertThat(Figures.percent(1)).isEqualTo("100 %");
    assertThat(Figures.percent(0.99999)).isEqualTo("99.999 %");
    assertThat(Figures.percent(0.9999999)).isEqualTo("99.999 %");
    assertThat(Figures.percent(0.99951)).isEqualTo("99.95 %");
    assertThat(Figures.percent(0.9847)).isEqualTo("98.5 %");
    assertThat(Figures.percent(0)).isEqualTo("0 %");
    assertThat(Figures.percent(-0.5)).isEqualTo("-50.0 %");
    assertThat(Figures.percent(1.0312)).isEqualTo("103.1 %");
  }

  @Test
  void thousandsAreGroupedTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
      assertThat(Figures.fixed(-1234.567, 1)).isEqualTo("-1,234.6");
      assertThat(Figures.fixed(-123.4, 1)).isEqualTo("-123.4");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void zeroHasNoSign() {
    assertThat(Figures.fixed(-0.0001, 2)).isEqualTo("0.00");
    assertThat(Figures.signed(0.0001, 2)).isEqualTo("0.00");
    assertThat(Figures.signed(0.5, 2)).isEqualTo("+0.50");
  }

  @Test
  void numbersForMachinesHaveNoTrailingZeros() {
    assertThat(Figures.significant(100, 12).toString()).isEqualTo("100");
    assertThat(Figures.significant(0.1 + 0.2, 12).toString()).isEqualTo("0.3");
    assertThat(Figures.significant(8.924550256436123, 12).toString()).isEqualTo("8.92455025644");
    assertThat(Figures.significant(0, 12).toString()).isEqualTo("0");
  }

  @Test
  void stepsAreShort() {
    assertThat(Figures.steps(0)).isEqualTo("0");
    assertThat(Figures.steps(36_999.6)).isEqualTo("37,000");
    assertThat(Figures.steps(123_456)).isEqualTo("0.12 M");
    assertThat(Figures.steps(900_000)).isEqualTo("0.9 M");
    assertThat(Figures.steps(1_000_012)).isEqualTo("1 M");
    assertThat(Figures.steps(10_000_000)).isEqualTo("10 M");
    assertThat(Figures.steps(1_230_000_000)).isEqualTo("1,200 M");
  }
}
