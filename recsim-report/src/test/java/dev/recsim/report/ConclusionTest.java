package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Options;
import dev.recsim.fit.recovery.Recovery;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.results.Results.Winner;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConclusionTest {
  private static final Exact TEN = new Exact(10, 1, 1);
  private static final AgentResults RANDOM = Fixtures.scores("random", "random", 1, 1, 1, 1);
  private static final AgentResults OPTIMAL = Fixtures.scores("best", "optimal", 10, 10, 10, 10);

  @Test
  void bestAgentThatIsNoOracleIsComparedAndTheOracleIsTheCeiling() {
    Conclusion conclusion =
        conclusion(TEN, RANDOM, OPTIMAL, Fixtures.scores("dqn", "slate_q", 9, 9, 9, 8.8));
    assertThat(conclusion.headline())
        .isEqualTo(
            "dqn earns 795 % more than random, the next best agent (interval 774 to 816 %): worth"
                + " shipping by your margin of 2 %.");
    assertThat(conclusion.detail())
        .isEqualTo(
            "dqn earns 8.95 a session (95 % interval 8.79 to 9.11, 4 seeds), 89.5 % of the optimum;"
                + " its worst seed reaches 88.0 %. best, which knows the users, earns 11.7 % more"
                + " than dqn: the ceiling. 4 seeds show no rare failure: one on a quarter of all"
                + " seeds goes unseen in 32 % of runs. To compare with what runs today, name"
                + " it as production in the experiment file.");
  }

  @Test
  void winnerThatShowsRareDocumentsIsWarnedOf() {
    assertThat(conclusion(null, RANDOM, showing(0.11)).warnings())
        .anyMatch(it -> it.startsWith("a rests on what the log has hardly seen: 11.0 % of what"));
    assertThat(conclusion(null, RANDOM, showing(0.09)).warnings()).isEmpty();
  }

  private static AgentResults showing(double rareShare) {
    List<TrialResult> trials =
        Fixtures.scores("a", "x", 2, 2, 2, 2.1).trials().stream()
            .<TrialResult>map(
                it ->
                    Options.with((Completed) it, "metrics", Map.of(Recovery.RARE_SHARE, rareShare)))
            .toList();
    return new AgentResults("a", "x", false, Optional.empty(), Optional.empty(), trials);
  }

  @Test
  void oracleThatEarnsLessIsNamedToo() {
    AgentResults dqn = Fixtures.scores("dqn", "slate_q", 8, 8, 8, 8);
    assertThat(conclusion(TEN, Fixtures.scores("m", "myopic", 4, 4), dqn, RANDOM).detail())
        .contains("m, which knows the users, earns 50.0 % less than dqn.");
    assertThat(conclusion(TEN, Fixtures.scores("m", "myopic", 4, 4), OPTIMAL, RANDOM).headline())
        .isEqualTo("random is the only agent that a team could ship: there is nothing to decide.");
  }

  @Test
  void winnerSaysWhoIsBestAndWhetherThatIsClear() {
    AgentResults own =
        new AgentResults(
            "own", "com.example.Exact", true, Optional.empty(), Optional.empty(), OPTIMAL.trials());
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
    assertThat(conclusion(null, agents).headline())
        .startsWith("a earns the same as b, the next best agent (the same on every seed): no");
    assertThat(conclusion(null, agents).detail()).contains("Not clearly worse than a: c, d.");
  }

  @Test
  void oracleIsNotRanked() {
    assertThat(conclusion(TEN, RANDOM, Fixtures.scores("m", "myopic", 9, 9)).headline())
        .startsWith("random ");
  }

  @Test
  void leadThatCouldBeLuckIsOpen() {
    Conclusion conclusion =
        conclusion(
            TEN, Fixtures.scores("a", "x", 5, 6, 7, 9), Fixtures.scores("b", "x", 6, 5, 8, 7));
    assertThat(conclusion.headline())
        .startsWith("a earns 4 % more than b, the next best agent (interval -43 to 65 %): cannot");
    assertThat(conclusion.winner()).contains(new Winner(List.of("a", "b"), false));
  }

  @Test
  void pairingMakesASmallButSteadyLeadClear() {
    assertThat(
            conclusion(
                    TEN,
                    Fixtures.scores("a", "x", 2.1, 6.11, 9.1, 4.09),
                    Fixtures.scores("b", "x", 2.0, 6, 9, 4))
                .headline())
        .startsWith("a earns 0.100 a session more than b")
        .contains(": better");
  }

  @Test
  void equalScoresAreNoDifference() {
    assertThat(
            conclusion(TEN, Fixtures.scores("a", "x", 5, 6, 5), Fixtures.scores("b", "x", 5, 6, 5))
                .headline())
        .isEqualTo(
            "a earns the same as b, the next best agent (the same on every seed): no difference"
                + " that matters by your margin of 2 %.");
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
    assertThat(conclusion(null, RANDOM, learner, better).detail()).doesNotContain("schedule");
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
    Conclusion conclusion = conclusion(TEN, RANDOM, Fixtures.scores("a", "x", 10, 10, 10, 10));
    assertThat(conclusion.headline())
        .startsWith("a earns 900 % more than random, the next best agent (the same on every seed)");
    assertThat(conclusion.detail())
        .startsWith("a earns 10.0000 a session (the same on all 4 seeds), 100 % of the optimum.");
  }

  @Test
  void oneSeedTellsNoWinner() {
    Conclusion conclusion =
        conclusion(TEN, Fixtures.scores("a", "x", 5), Fixtures.scores("b", "x", 6));
    assertThat(conclusion.headline())
        .isEqualTo(
            "b earns 20.0 % more than a, the next best agent (on the one seed they share): one seed"
                + " cannot tell.");
    assertThat(conclusion.detail())
        .startsWith("b earns 6.0000 a session (one seed, so no interval), 60.0 % of the optimum.");
  }

  @Test
  void oneSeedSaysNothingOfTheOthersAndWhatToDo() {
    AgentResults learner = Fixtures.agent("dqn", "slate_q", Fixtures.learner("dqn", 10, 1, 5, .9));
    String detail =
        conclusion(
                null,
                learner,
                Fixtures.scores("chance", "random", 1),
                Fixtures.scores("a", "x", 2),
                Fixtures.scores("b", "x", 2.5))
            .detail();
    assertThat(detail)
        .contains(
            "One seed does not tell how far trainings differ, so a, chance may be better than dqn:"
                + " add seeds to trials.seeds.")
        .doesNotContain("clearly worse");
    assertThat(
            conclusion(null, Fixtures.scores("a", "x", 5), Fixtures.scores("b", "x", 6)).detail())
        .as("agents that do not train")
        .contains(
            "One seed does not tell how far the users of seeds differ: add seeds to trials.seeds.");
  }

  @Test
  void whoSharesOneSeedWithTheBestIsNotSaidToBeAsGood() {
    AgentResults few =
        Fixtures.agent("c", "x", Fixtures.scores("c", "x", 1, 1).trials().subList(0, 1));
    String detail =
        conclusion(
                null,
                Fixtures.scores("a", "x", 5, 6),
                Fixtures.scores("b", "x", 5, 6),
                Fixtures.scores("d", "x", 5, 6),
                few)
            .detail();
    assertThat(detail)
        .contains("Not clearly worse than a: d.")
        .contains("so c may be better than a: add");
  }

  @Test
  void learnerBehindMyopicIsReported() {
    AgentResults learner = Fixtures.agent("dqn", "slate_q", Fixtures.learner("dqn", 10, 4, 5, .5));
    assertThat(
            conclusion(null, RANDOM, learner, Fixtures.scores("m", "myopic", 9, 9, 9, 9))
                .warnings())
        .singleElement()
        .asString()
        .startsWith("dqn earns clearly less than m, which does not learn: ");
  }

  @Test
  void singleAgentHasNothingToBeComparedWith() {
    Conclusion conclusion = conclusion(TEN, Fixtures.scores("a", "x", 5, 6));
    assertThat(conclusion.headline()).isEqualTo("a is the only agent: there is nothing to decide.");
    assertThat(conclusion.detail())
        .isEqualTo(
            "a earns 5.5 a session (95 % interval -0.9 to 11.9, 2 seeds), 55.0 % of the optimum;"
                + " its worst seed reaches 50.0 %.");
  }

  @Test
  void environmentThatIsNotFiniteHasNoOptimumToTellOf() {
    assertThat(conclusion(null, RANDOM, Fixtures.scores("a", "x", 5, 6, 5, 6)).detail())
        .startsWith("a earns")
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
    Conclusion conclusion = conclusion(TEN, Fixtures.agent("a", "x", trials));
    assertThat(conclusion.headline()).isEqualTo("No trial completed.");
    assertThat(conclusion.detail()).isEqualTo("All 2 trials failed; their errors are below.");
    assertThat(conclusion.decision()).isNull();
    assertThat(conclusion(TEN).headline()).isEqualTo("There are no trials yet.");
  }

  @Test
  void agentsWithoutASharedSeedAreNotCompared() {
    AgentResults a =
        Fixtures.agent("a", "x", Fixtures.scores("a", "x", 9, 9).trials().subList(0, 1));
    AgentResults b =
        Fixtures.agent("b", "x", Fixtures.scores("b", "x", 5, 5).trials().subList(1, 2));
    assertThat(conclusion(TEN, a, b).headline())
        .isEqualTo("a and b share no completed seed, so nothing is compared.");
  }

  private static Conclusion conclusion(Exact exact, AgentResults... agents) {
    return Conclusion.of(Standings.of(Fixtures.of("e", "E", exact, List.of(agents))));
  }
}
