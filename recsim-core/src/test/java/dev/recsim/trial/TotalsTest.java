package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Session.Sparse;
import dev.recsim.trial.Sessions.Counted;
import dev.recsim.trial.Sessions.Totals;
import org.junit.jupiter.api.Test;

class TotalsTest {
  /** In another order, 0.1 + 0.2 + 0.3 is another number. */
  @Test
  void sumsAreInTheOrderOfTheSessionsInWhicheverOrderTheyEnd() {
    Totals totals = new Totals(1, 0, 3);
    totals.add(2, counted(0.3));
    totals.add(1, counted(0.2));
    totals.add(0, counted(0.1));
    assertThat(totals.sums()).containsExactly(0.1 + 0.2 + 0.3).doesNotContain(0.3 + 0.2 + 0.1);
  }

  @Test
  void sessionThatCountsOtherwiseThanItsEnvironmentDeclaresIsAnError() {
    assertThatThrownBy(() -> new Totals(2, 5, 1).add(0, counted(new double[1])))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a session counted 1 values, but its environment declares 2 counters");
  }

  /** The third counter is touched by two sessions, twice by the first. */
  @Test
  void sparseCountsAreAddedInTheSameOrder() {
    Totals totals = new Totals(1, 2, 3);
    totals.add(2, new Counted(new double[] {1}, new Sparse(new int[] {2}, new double[] {0.3})));
    totals.add(1, counted(1));
    totals.add(
        0, new Counted(new double[] {1}, new Sparse(new int[] {2, 2}, new double[] {0.1, 0.2})));
    assertThat(totals.sums()).containsExactly(3, 0, 0.1 + 0.2 + 0.3);
  }

  private static Counted counted(double... counts) {
    return new Counted(counts, Sparse.NONE);
  }
}
