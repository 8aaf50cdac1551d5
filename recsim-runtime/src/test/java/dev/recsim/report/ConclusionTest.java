package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.results.Results.Winner;
import dev.recsim.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConclusionTest {
  private static final Exact TEN = new Exact(10, 1, new int[] {0}, new double[][] {{1}});
  private static final AgentResults RANDOM = Fixtures.scores("random", "random", 1, 1, 1, 1);
  private static final AgentResults OPTIMAL = Fixtures.scores("best", "optimal", 10, 10, 10, 10);

  @Test
  void bestAgentThatIsNoOracleWins() {
    Conclusion conclusion =
        conclusion(TEN, RANDOM, OPTIMAL, Fixtures.scores("dqn", "slate_q", 9, 9, 9, 8.8));
    assertThat(conclusion.headline()).isEqualTo("dqn wins: 89.5 % of the optimum.");
    assertThat(conclusion.detail())
        .isEqualTo(
            "dqn earns 8.95 a session (95 % interval 8.79 to 9.11, 4 seeds). That is 7.95, or 795 %, more than"
                + " random, the next best (95 % interval 7.79 to 8.11, paired by seed). Its worst"
                + " seed reaches 88.0 % of the optimum.");
  }

  @Test
  void oracleThatATrapCatchesIsReported() {
    assertThat(conclusion(TEN, Fixtures.scores("m", "myopic", 4, 4), OPTIMAL, RANDOM).detail())
        .contains("m knows the environment and reaches only 40.0 % of the optimum.");
    assertThat(conclusion(TEN, Fixtures.scores("m", "myopic", 10, 10), RANDOM).detail())
        .doesNotContain("knows the environment");
  }

  @Test
  void winnerSaysWhoIsBestAndWhetherThatIsClear() {
    AgentResults own =
        new AgentResults("own", "com.example.Exact", true, null, null, OPTIMAL.trials());
    AgentResults dqn = Fixtures.scores("dqn", "slate_q", 9, 9, 9, 8.8);

    assertThat(conclusion(TEN, RANDOM, own, dqn).winner())
        .contains(new Winner(List.of("dqn"), true));
    assertThat(conclusion(TEN, own, dqn).winner()).contains(new Winner(List.of("dqn"), false));
    assertThat(
            conclusion(
                    TEN,
                    Fixtures.scores("a", "x", 5, 6, 7, 9),
                    Fixtures.scores("b", "x", 6, 5, 8, 7))
                .winner())
        .contains(new Winner(List.of("a", "b"), false));
    assertThat(conclusion(TEN).winner()).isEmpty();
  }

  @Test
  void manyThatCannotBeToldApartAreNamedBelowTheHeadline() {
    AgentResults[] agents =
        Stream.of("a", "b", "c", "d")
            .map(name -> Fixtures.scores(name, "x", 5, 6))
            .toArray(AgentResults[]::new);
    assertThat(conclusion(null, agents).headline()).isEqualTo("4 agents tie.");
    assertThat(conclusion(null, agents).detail())
        .startsWith("a, b, c and d are not clearly apart. a earns 5.5");
  }

  @Test
  void oracleIsTheReferenceWhereTheOptimumIsUnknown() {
    AgentResults reference = Fixtures.scores("m", "myopic", 10, 10);
    AgentResults other = Fixtures.scores("dqn", "slate_q", 8, 8.4);
    assertThat(conclusion(null, RANDOM, other, reference).detail())
        .contains("m knows the environment and earns 10.0000: dqn reaches 82.0 % of it.");
    assertThat(conclusion(null, reference).detail()).doesNotContain("knows");
    assertThat(conclusion(null, RANDOM, Fixtures.scores("m", "myopic", 0, 0)).detail())
        .doesNotContain("knows");
  }

  @Test
  void oracleIsNotRanked() {
    assertThat(conclusion(TEN, RANDOM, Fixtures.scores("m", "myopic", 9, 9)).headline())
        .startsWith("random ");
  }

  @Test
  void leadThatCouldBeLuckIsNoWin() {
    Conclusion conclusion =
        conclusion(
            TEN, Fixtures.scores("a", "x", 5, 6, 7, 9), Fixtures.scores("b", "x", 6, 5, 8, 7));
    assertThat(conclusion.headline())
        .isEqualTo("No clear winner between a and b, at 67.5 % of the optimum.");
    assertThat(conclusion.detail()).contains("That is 0.2, or 3.8 %, more than b", "-2.1 to 2.6");
  }

  @Test
  void pairingMakesASmallButSteadyLeadClear() {
    assertThat(
            conclusion(
                    TEN,
                    Fixtures.scores("a", "x", 2.1, 6.11, 9.1, 4.09),
                    Fixtures.scores("b", "x", 2.0, 6, 9, 4))
                .headline())
        .startsWith("a wins");
  }

  @Test
  void equalScoresAreATie() {
    Conclusion conclusion =
        conclusion(TEN, Fixtures.scores("a", "x", 5, 6), Fixtures.scores("b", "x", 5, 6));
    assertThat(conclusion.headline()).isEqualTo("a and b tie at 55.0 % of the optimum.");
    assertThat(conclusion.detail()).contains("b scores the same on every shared seed.");
  }

  @Test
  void agentsThatCannotDifferAreReportedWithTheLikelyKey() {
    AgentResults same = Fixtures.scores("a", "x", 1, 1, 1, 1);
    assertThat(conclusion(null, RANDOM, same).warnings())
        .containsExactly(
            "All agents earned the same reward in every session, so what they show makes no"
                + " difference. If users always click, set no_click_mass of the choice model.");
    assertThat(conclusion(null, RANDOM, same, Fixtures.scores("b", "y", 1, 1, 1, 2)).warnings())
        .isEmpty();
    assertThat(conclusion(null, same, Fixtures.scores("b", "x", 1, 1, 1, 1)).warnings())
        .as("agents of one type may be the same")
        .isEmpty();
  }

  @Test
  void learnerBehindAnAgentThatDoesNotLearnIsReported() {
    AgentResults learner = Fixtures.agent("dqn", "slate_q", Fixtures.learner("dqn", 10, 4, 5, .5));
    AgentResults better = Fixtures.scores("simple", "greedy", 9, 9, 9, 9);
    assertThat(conclusion(null, RANDOM, learner, better).warnings())
        .containsExactly(
            "dqn earns clearly less than simple, which does not learn: remove its training"
                + " schedule, so that training lasts until a plateau (training: auto).");
    assertThat(conclusion(null, RANDOM, learner, better).sentence()).doesNotContain("schedule");
    assertThat(conclusion(null, RANDOM, learner, OPTIMAL).warnings())
        .as("oracles are no reference")
        .isEmpty();
    assertThat(
            conclusion(null, RANDOM, learner, Fixtures.scores("wide", "greedy", 0, 0, 0, 40))
                .warnings())
        .as("not clearly ahead")
        .isEmpty();
  }

  @Test
  void learnerBehindRandomIsComparedWithRandom() {
    AgentResults random = Fixtures.scores("chance", "random", 8, 8, 8, 8);
    AgentResults better = Fixtures.scores("simple", "greedy", 9, 9, 9, 9);
    AgentResults one = Fixtures.agent("one", "slate_q", Fixtures.learner("one", 10, 4, 5, .5));
    AgentResults two = Fixtures.agent("two", "slate_q", Fixtures.learner("two", 10, 4, 5, .4));
    assertThat(conclusion(null, random, better, one, two).warnings())
        .as("a sentence for all with the same cure")
        .singleElement()
        .asString()
        .startsWith("one and two earn clearly less than chance, which does not learn: remove");
  }

  @Test
  void agentThatNeverVariesHasNoIntervalToTell() {
    assertThat(conclusion(TEN, RANDOM, Fixtures.scores("a", "x", 10, 10, 10, 10)).sentence())
        .isEqualTo(
            "a wins: 100 % of the optimum. a earns 10.0000 a session (the same on all 4 seeds). That"
                + " is 9.0000, or 900 %, more than random, the next best (the same on every seed).");
  }

  @Test
  void threeThatCannotBeToldApartAreNamed() {
    AgentResults[] agents =
        Stream.of("a", "b", "c")
            .map(name -> Fixtures.scores(name, "x", 5, 6, name.charAt(0) / 20.0))
            .toArray(AgentResults[]::new);
    assertThat(conclusion(null, agents).headline()).isEqualTo("No clear winner among c, b and a.");
  }

  @Test
  void oneSeedTellsNoWinner() {
    Conclusion conclusion =
        conclusion(TEN, Fixtures.scores("a", "x", 5), Fixtures.scores("b", "x", 6));
    assertThat(conclusion.headline()).isEqualTo("b leads, but one seed cannot tell a winner.");
    assertThat(conclusion.detail())
        .isEqualTo(
            "b earns 6.0000 a session (one seed, so no interval). That is 1.0000, or 20.0 %, more than a, the"
                + " next best (on the one seed they share).");
  }

  @Test
  void singleAgentIsMeasuredByTheOptimumAlone() {
    assertThat(conclusion(TEN, Fixtures.scores("a", "x", 5, 6)).headline())
        .isEqualTo("a reaches 55.0 % of the optimum.");
    assertThat(conclusion(null, Fixtures.scores("a", "x", 5, 6)).headline())
        .isEqualTo("a earns 5.5 a session.");
  }

  @Test
  void environmentThatIsNotFiniteHasNoOptimumToTellOf() {
    assertThat(conclusion(null, RANDOM, Fixtures.scores("a", "x", 5, 6, 5, 6)).sentence())
        .startsWith("a wins. a earns")
        .doesNotContain("optimum");
  }

  @Test
  void failedTrialsAreSaid() {
    List<TrialResult> trials = new ArrayList<>(Fixtures.scores("a", "x", 5, 6, 5).trials());
    trials.add(Fixtures.failed("a", 3));
    assertThat(conclusion(TEN, RANDOM, Fixtures.agent("a", "x", trials)).detail())
        .endsWith("1 of 8 trials failed and is left out.");
  }

  @Test
  void nothingButFailuresIsNoVerdict() {
    List<TrialResult> trials = List.of(Fixtures.failed("a", 0), Fixtures.failed("a", 1));
    assertThat(conclusion(TEN, Fixtures.agent("a", "x", trials)).sentence())
        .isEqualTo("No trial completed. All 2 trials failed; their errors are below.");
    assertThat(conclusion(TEN).sentence()).isEqualTo("There are no trials yet.");
  }

  @Test
  void agentsWithoutASharedSeedAreNotCompared() {
    AgentResults a =
        Fixtures.agent("a", "x", Fixtures.scores("a", "x", 9, 9).trials().subList(0, 1));
    AgentResults b =
        Fixtures.agent("b", "x", Fixtures.scores("b", "x", 5, 5).trials().subList(1, 2));
    assertThat(conclusion(TEN, a, b).detail()).contains("shares no completed seed with b");
  }

  private static Conclusion conclusion(Exact exact, AgentResults... agents) {
    return Conclusion.of(Standings.of(Fixtures.of("e", "E", exact, List.of(agents))));
  }
}
