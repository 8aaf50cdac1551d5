package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.trial.Sessions.Totals;
import java.util.List;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static final MetricDigests NONE = new MetricDigests(List.of());

  /** In another order, 0.1 + 0.2 + 0.3 is another number. */
  @Test
  void sumsAreInTheOrderOfTheSessionsInWhicheverOrderTheyEnd() {
    Totals totals = new Totals(1, 3, NONE);
    totals.add(2, new double[] {0.3});
    totals.add(1, new double[] {0.2});
    totals.add(0, new double[] {0.1});
    assertThat(totals.sums()).containsExactly(0.1 + 0.2 + 0.3).doesNotContain(0.3 + 0.2 + 0.1);
  }

  @Test
  void sessionThatCountsOtherwiseThanItsEnvironmentDeclaresIsAnError() {
    assertThatThrownBy(() -> new Totals(2, 1, NONE).add(0, new double[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a session counted 1 values, but its environment declares 2 counters");
  }
}
