package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.results.Results;
import java.util.List;
import org.junit.jupiter.api.Test;

class YardstickTest {
  private static final AgentResults GOOD = Fixtures.scores("good", "x", 8, 9, 10);
  private static final AgentResults BAD = Fixtures.scores("bad", "random", -2, -1, 0);

  @Test
  void sharesAreOfTheOptimumWhereNothingIsNegative() {
    Results results = results(exact(10, 1, 0.5), GOOD);
    assertThat(results.detail()).contains("90.0 % of the optimum; its worst seed reaches 80.0 %.");
    assertThat(results.agents().get(0).shareOfOptimum()).isEqualTo(0.9);
    assertThat(Yardstick.of(results)).contains(new Yardstick(0, 10));
  }

  @Test
  void negativeScoresAreMeasuredFromRandomToTheOptimum() {
    Results results = results(exact(10, -1, 0.5), GOOD, BAD);
    assertThat(results.detail()).contains("90.9 % of the way from random to the optimum; its");
    assertThat(results.decision().relative()).as("random earns less than nothing").isFalse();
    assertThat(results.agents())
        .allSatisfy(
            agent -> {
              assertThat(agent.shareOfOptimum()).isNull();
              assertThat(agent.optimalityGap()).isNull();
            });
    assertThat(Yardstick.of(results)).contains(new Yardstick(-1, 10));
    assertThat(Summary.lines(Fixtures.of("e", "E", exact(10, -1, 0.5), List.of(GOOD, BAD))))
        .contains("agent  mean reward  95 % interval  random to optimum  seeds");
  }

  @Test
  void aNegativeRewardOfOneDocumentIsEnough() {
    assertThat(results(exact(10, 1, -0.5), GOOD).detail())
        .contains("88.9 % of the way from random to the optimum");
  }

  @Test
  void thereIsNoScaleWithoutRoomAboveItsZero() {
    assertThat(results(exact(0, 0, 0), GOOD).detail()).doesNotContain("optimum");
    assertThat(results(exact(-1, -1, -1), GOOD, BAD).detail()).doesNotContain("optimum");
    assertThat(results(null, GOOD).detail()).doesNotContain("optimum");
  }

  private static Exact exact(double optimal, double random, double reward) {
    return new Exact(optimal, random, reward);
  }

  private static Results results(Exact exact, AgentResults... agents) {
    return new ResultsJson(Fixtures.of("e", "E", exact, List.of(agents))).results();
  }
}
