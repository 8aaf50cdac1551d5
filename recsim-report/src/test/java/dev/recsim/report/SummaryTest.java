package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void decisionComesFirstAndTheTableLinesUp() {
    ExperimentResults results = Fixtures.notebook("t");
    Conclusion conclusion = Conclusion.of(Standings.of(results));
    assertThat(Summary.lines(results))
        .startsWith(
            conclusion.headline(),
            "",
            "agent         mean reward     95 % interval  of optimum  seeds",
            "random             0.9784         no spread      11.0 %  20",
            "optimal            8.9246         no spread       100 %  20")
        .contains("notebook             6.98      6.85 to 7.12      78.2 %  19 (1 failed)")
        .endsWith("", conclusion.detail());
    assertThat(Summary.headline(results)).isEqualTo(conclusion.headline());
  }
}
