package dev.recsim.report.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
  private static final double ALPHA = 0.025;

  @Test
  void sameScoresAndDigestsAreIdentical() {
    AgentDifference it = between(Runs.agent("a", 1, 2, 3), Runs.agent("a", 1, 2, 3));
    assertThat(it.outcome()).isEqualTo(Outcome.IDENTICAL);
    assertThat(it.evidence().method()).isEqualTo(Method.EXACT);
    assertThat(it.difference()).isZero();
    assertThat(it.interval()).isEmpty();
    assertThat(it.note()).isEmpty();
  }

  @Test
  void sharedSeedsThatAreIdenticalSayWhichSideHasMore() {
    AgentDifference it = between(Runs.agent("a", 1, 2, 3, 4, 5, 6), Runs.agent("a", 1, 2, 3, 4, 5));
    assertThat(it.outcome()).isEqualTo(Outcome.IDENTICAL);
    assertThat(it.evidence().seeds()).isEqualTo(5);
    assertThat(it.note()).isEqualTo("of 6 and 5 seeds");
  }

  @Test
  void sameScoreOfOtherSessionsIsNotIdentical() {
    AgentScores head =
        new AgentScores(
            "a",
            "a",
            false,
            null,
            Runs.agent("a", 1, 1).scores().stream()
                .map(it -> new SeedScore(it.seed(), 1, "other", Map.of()))
                .toList(),
            new TreeMap<>(),
            List.of());
    AgentDifference it = between(Runs.agent("a", 1, 1), head);
    assertThat(it.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(it.interval()).hasValue(new Interval(0, 0));
  }

  /** t(0.025; 4) = 2.776445105; differences -1.1, -0.9, -1, -1.2, -0.8 have s = 0.158113883. */
  @Test
  void sharedSeedsArePaired() {
    AgentDifference it =
        between(Runs.agent("a", 5, 6, 7, 8, 9), Runs.agent("a", 3.9, 5.1, 6, 6.8, 8.2));
    assertThat(it.evidence().method()).isEqualTo(Method.PAIRED);
    assertThat(it.outcome()).isEqualTo(Outcome.REGRESSED);
    assertThat(it.difference()).isCloseTo(-1, Offset.offset(1e-12));
    double half = 2.776445105 * 0.158113883 / StrictMath.sqrt(5);
    assertThat(it.interval().orElseThrow().low()).isCloseTo(-1 - half, Offset.offset(1e-8));
    assertThat(it.interval().orElseThrow().high()).isCloseTo(-1 + half, Offset.offset(1e-8));
  }

  @Test
  void fewSeedsArePairedOnlyWhereBothSidesHaveThem() {
    assertThat(between(Runs.agent("a", 1, 2), Runs.agent("a", 2, 3.1)).evidence().method())
        .isEqualTo(Method.PAIRED);
    AgentDifference welch =
        between(Runs.agent("a", 1, 2, 3, 4), Runs.agentFrom(1, "a", 3, 4, 5, 6));
    assertThat(welch.evidence().method()).isEqualTo(Method.WELCH);
    assertThat(welch.evidence().baselineSeeds()).isEqualTo(4);
    assertThat(welch.evidence().seeds()).isEqualTo(4);
    assertThat(welch.evidence().baseline()).isEqualTo(2.5);
    assertThat(welch.evidence().current()).isEqualTo(4.5);
    assertThat(welch.outcome()).isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void unpairedScoresThatAreFarApartAreTold() {
    assertThat(between(Runs.agent("a", 1, 1.1, 1.2), Runs.agentFrom(7, "a", 3, 3.1, 3.2)).outcome())
        .isEqualTo(Outcome.IMPROVED);
  }

  @Test
  void oneSeedSaysNothingOfLuck() {
    AgentDifference it = between(Runs.agent("a", 1), Runs.agent("a", 2));
    assertThat(it.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(it.difference()).isEqualTo(1);
    assertThat(it.interval()).isEmpty();
    assertThat(it.note()).isEqualTo("one seed says nothing of luck");
  }

  @Test
  void constantDifferenceIsClearButRoundingIsNot() {
    assertThat(between(Runs.agent("a", 1, 1, 1), Runs.agent("a", 2, 2, 2)).outcome())
        .isEqualTo(Outcome.IMPROVED);
    double ulp = Math.nextUp(1.0);
    assertThat(between(Runs.agent("a", 1, 1, 1), Runs.agent("a", ulp, ulp, ulp)).outcome())
        .isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void failedTrialsAreLeftOutAndTold() {
    AgentDifference it =
        between(
            Runs.agent("a", 1, 2, 3, 4, 5, 6),
            Runs.failed(Runs.agent("a", 2, 3.1, 4, 5, 6, 7), 0, "x"));
    assertThat(it.evidence().seeds()).isEqualTo(5);
    assertThat(it.note()).isEqualTo("1 trial failed in the head; of 6 and 5 seeds");
    AgentDifference none =
        between(Runs.agent("a", 1, 2), Runs.failed(Runs.agent("a", 1), 0, "out\nof memory"));
    assertThat(none.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(none.note()).isEqualTo("the head has no score of it: out of memory");
    assertThat(none.difference()).isNaN();
  }

  @Test
  void extremeScoresAreNotCompared() {
    double most = Double.MAX_VALUE;
    for (AgentScores head :
        List.of(
            Runs.agent("a", -most, -most),
            Runs.agent("a", most, -most),
            Runs.agent("a", -most, 1e-200),
            Runs.agentFrom(1, "a", -most, -most, -most))) {
      assertThat(between(Runs.agent("a", most, most), head).outcome())
          .isEqualTo(Outcome.INCOMPLETE);
    }
    between(Runs.agent("a", 1e-100, 2e-100, 3e-100), Runs.agentFrom(7, "a", 1e-100, 2e-100));
    new ComparisonPage(
            Runs.compare(
                Runs.side("b", "e", Map.of(), Runs.agent("a", most, most)),
                Runs.side("h", "e", Map.of(), Runs.agent("a", -most, most))))
        .utf8(dev.recsim.report.results.Provenance.UNKNOWN.page("Compared"));
  }

  @Test
  void agentsAndExperimentsOfOneSideAreTold() {
    RunComparison runs = Runs.notebook();
    assertThat(runs.experiments())
        .extracting(ExperimentComparison::name)
        .containsExactly("notebook", "old", "quick");
    assertThat(runs.experiments().get(1).worst()).isEqualTo(Outcome.REMOVED);
    assertThat(runs.experiments().get(0).agents())
        .extracting(AgentDifference::agent, AgentDifference::outcome)
        .contains(
            org.assertj.core.groups.Tuple.tuple("new", Outcome.NEW),
            org.assertj.core.groups.Tuple.tuple("gone", Outcome.REMOVED));
    assertThat(runs.base()).isEqualTo("main~3 (9f86d08123)");
    assertThat(runs.head()).isEqualTo("the last run");
  }

  private static AgentDifference between(AgentScores base, AgentScores head) {
    return AgentDifference.between(Optional.of(base), Optional.of(head), ALPHA);
  }
}
