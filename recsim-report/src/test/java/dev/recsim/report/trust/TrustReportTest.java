package dev.recsim.report.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.stats.Interval;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrustReportTest {
  private static AgentTrust agent(String name, double mean, double step, double thin) {
    double[] draws = IntStream.range(0, 100).mapToDouble(d -> mean + step * (d - 49.5)).toArray();
    return new AgentTrust(name, mean, draws, thin);
  }

  private static TrustReport report(AgentTrust... agents) {
    return new TrustReport(List.of(agents), List.of(agents));
  }

  @Test
  void hasTheIntervalOfTheDraws() {
    AgentTrust agent = agent("a", 49.5, 1, 0);
    assertThat(agent.interval()).isEqualTo(new Interval(2, 97));
    assertThat(agent.above(agent)).isEqualTo(0.5);
    assertThat(agent.above(agent("b", 29.5, 1, 0))).isEqualTo(1);
    assertThat(agent.above(agent("c", 50, 0, 0))).isEqualTo(0.495);
  }

  @Test
  void saysThatTheLogDecides() {
    TrustReport report = report(agent("a", 10, 0.01, 0.02), agent("b", 8, 0.01, 0.4));
    assertThat(report.warnings()).isEmpty();
    assertThat(report.detail())
        .isEqualTo(
            "The log leaves open that it earns 9.53 to 10.47 a session. It earns more than b in 100 % of the environments that the log leaves possible.");
    assertThat(report.lines())
        .contains(
            "b: the log leaves open 7.53 to 8.47 a session; 40.0 % of its steps have fewer than 10 rows in the log");
  }

  @Test
  void warnsOfAnOrderThatTheLogDoesNotSupport() {
    assertThat(report(agent("a", 10, 0.1, 0), agent("b", 9, 0, 0)).warnings())
        .containsExactly(
            "The log does not decide between a and b: the order holds in 60.0 % of the environments that it leaves possible. Log more sessions.");
  }

  @Test
  void warnsOfAWinnerThatLivesOnUnseenCells() {
    assertThat(report(agent("a", 10, 0.01, 0.63), agent("b", 8, 0.01, 0)).warnings())
        .containsExactly(
            "a rests on what the log has not seen: 63.0 % of its steps show a document in a state with fewer than 10 rows in the log. Log more sessions that show these documents.");
  }

  @Test
  void isEmptyInOtherEnvironments() {
    TrustReport none = report();
    assertThat(none.empty()).isTrue();
    assertThat(none.detail()).isEmpty();
    assertThat(none.lines()).isEmpty();
    assertThat(none.section().isEmpty()).isTrue();
  }
}
