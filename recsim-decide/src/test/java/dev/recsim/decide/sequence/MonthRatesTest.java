package dev.recsim.decide.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.sequence.LiveTestRatesTest.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small part of {@link LiveTestRatesTest} that always runs: 28 days of a share. */
class MonthRatesTest {
  /** In 800 series 1 percent has a standard error of 0.35; other seeds fail in 1 of 1,000 runs. */
  @Test
  void errorsOfAMonth() {
    Population p = Population.share(0.2);
    Simulated month = new Simulated(Simulated.daily(28), 5000, 0.5, p, p);
    Cell rates = Cell.run("a month", month, 800);
    for (Rates it : List.of(rates.planned(), rates.known(), rates.end())) {
      assertThat(it.better()).isBetween(0.1, 2.4);
      assertThat(it.worse()).isBetween(0.1, 2.4);
    }
    assertThat(rates.any().better()).isLessThan(1);
    assertThat(rates.peek().better() + rates.peek().worse()).isGreaterThan(5);
  }
}
