package dev.recsim.report.check;

import static dev.recsim.report.check.Checks.check;
import static dev.recsim.report.check.Checks.claim;
import static dev.recsim.report.check.Checks.compared;
import static dev.recsim.report.check.Checks.comparison;
import static dev.recsim.report.check.Checks.regressed;
import static dev.recsim.report.check.Checks.scores;
import static dev.recsim.report.check.Checks.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Basis;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Snapshot;
import dev.recsim.rule.Change;
import dev.recsim.rule.Claim;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckWordsTest {

  @Test
  void recordedExperimentThatHasNotRunIsRunByTheCheck() {
    assertThat(CheckWords.lines(Checks.unjudgedArena()))
        .contains(
            "  to judge the recorded experiment, run it: mvn compile recsim:check"
                + " -Drecsim.experiment=notebook")
        .noneMatch(line -> line.contains("if a trial failed, the report says why"));
  }

  @Test
  void claimsAreToldInTheirOwnUnits() {
    Snapshot run = snapshot(scores("learner", 8.7, .1), scores("random", 8.9, .1));

    assertThat(
            check(
                    run,
                    run,
                    new Claim.AtLeast("learner", Claim.SHARE_OF_OPTIMUM, 0.98),
                    new Claim.AtLeast("learner", Claim.SHARE_OF_OPTIMUM, 0.95),
                    new Claim.AtLeast("learner", Claim.MEAN_REWARD, 8.7),
                    new Claim.Beats("learner", "random"),
                    new Claim.Beats("random", "learner"),
                    new Claim.NotWorseThan("learner", "random"))
                .claims())
        .extracting(ClaimWords::sentence)
        .containsExactly(
            "claim \"learner share_of_optimum >= 0.98\" BROKEN: 97.48 % of the optimum"
                + " (98 % interval 97.23 % to 97.74 %; 10 seeds)",
            "claim \"learner share_of_optimum >= 0.95\" HOLDS: 97.48 % of the optimum"
                + " (98 % interval 97.23 % to 97.74 %; 10 seeds)",
            "claim \"learner mean_reward >= 8.7\" UNDECIDED: 8.700 a session"
                + " (98 % interval 8.677 to 8.723; 10 seeds)"
                + "; neither shown nor refuted: more seeds would decide",
            "claim \"learner beats random\" BROKEN: 0.2000 less than random"
                + " (the same on every seed; 10 seeds)",
            "claim \"random beats learner\" HOLDS: 0.2000 more than learner"
                + " (the same on every seed; 10 seeds)",
            "claim \"learner not_worse_than random\" BROKEN: 0.2000 less than random"
                + " (the same on every seed; margin 0.1780; 10 seeds)");
  }

  @Test
  void brokenClaimNeverLooksAsIfItHeld() {
    Snapshot run = snapshot(scores("learner", 8.92449, 0), scores("random", 1, 0));

    assertThat(check(run, run, new Claim.AtLeast("learner", Claim.SHARE_OF_OPTIMUM, 1)).claims())
        .extracting(ClaimWords::sentence)
        .containsExactly(
            "claim \"learner share_of_optimum >= 1\" BROKEN: 99.9999 % of the optimum"
                + " (the same on every seed; 10 seeds)");
  }

  @Test
  void shareBelowTheOptimumIsNeverCalledAllOfIt() {
    Snapshot run = snapshot(scores("learner", 8.9242, 0), scores("random", 1, 0));

    assertThat(check(run, run, new Claim.AtLeast("learner", Claim.SHARE_OF_OPTIMUM, 0.9)).claims())
        .extracting(ClaimWords::sentence)
        .singleElement()
        .asString()
        .contains("HOLDS: 99.99")
        .doesNotContain("100");
  }

  @Test
  void goodExperimentIsOneLine() {
    Snapshot run = snapshot(scores("learner", 8.7, .1), scores("random", 1, .1));

    assertThat(CheckWords.lines(check(run, run))).containsExactly("notebook: 2 agents identical");
    assertThat(CheckWords.lines(check(run, run, new Claim.Beats("learner", "random"))))
        .containsExactly("notebook: 2 agents identical; 1 claim holds");
  }

  @Test
  void regressionEndsInTheCommandThatAcceptsIt() {
    CheckResult result =
        check(
            snapshot(scores("learner", 8.3, .2), scores("random", 1, .1)),
            snapshot(scores("learner", 8.7, .1), scores("random", 1, .1)));

    assertThat(CheckWords.lines(result))
        .containsExactly(
            "notebook: 1 agent regressed, 1 identical",
            "  learner REGRESSED: 8.300 a session against 8.700 in the baseline, a drop of 0.400"
                + " (4.6 %; 98 % interval -0.423 to -0.377; margin 0.174; 10 seeds, paired)",
            "  fix the agent, or accept the drop: mvn compile recsim:run recsim:baseline"
                + " -Drecsim.experiment=notebook -Drecsim.accept=learner");
  }

  @Test
  void improvementAsksToBeRecorded() {
    assertThat(
            CheckWords.lines(
                check(snapshot(scores("learner", 8.9, .2)), snapshot(scores("learner", 8.7, .1)))))
        .hasSize(3)
        .startsWith("notebook: 1 agent improved")
        .last()
        .asString()
        .endsWith("mvn compile recsim:run recsim:baseline -Drecsim.experiment=notebook");
  }

  @Test
  void brokenClaimIsNotCuredByANewBaseline() {
    Snapshot run = snapshot(scores("learner", 1, .1), scores("random", 2, .1));

    assertThat(CheckWords.lines(check(run, run, new Claim.Beats("learner", "random"))))
        .containsExactly(
            "notebook: 2 agents identical; 1 claim broken",
            "  claim \"learner beats random\" BROKEN: 1.0000 less than random"
                + " (the same on every seed; 10 seeds)",
            "  fix the agent or change the claim: no baseline makes a claim hold");
  }

  @Test
  void undecidedAsksForSeedsOnce() {
    Comparison undecided =
        comparison("a", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.40, .16), 34);
    CheckResult result =
        CheckResult.of("notebook", Basis.of(Outcome.COMPARED))
            .withComparisons(List.of(undecided, undecided))
            .withClaims(List.of(claim(new Claim.Beats("a", "b"), Outcome.UNDECIDED, 0, null)));

    assertThat(Cure.of(result))
        .extracting(Cure::line)
        .containsExactly(
            "to decide, raise trials.seeds or baseline.max_seeds; for an agent also record the"
                + " baseline again, with the code from before the change");
  }

  @Test
  void undecidedThatOneSeedOrManyAgentsLeftOpenAsksForSeeds() {
    assertThat(Cure.of(compared("x", comparison("a", Outcome.UNDECIDED, 9, 8, null, 0))))
        .hasSize(1);
    assertThat(
            Cure.of(
                compared(
                    "x",
                    comparison("a", Outcome.UNDECIDED, 8.92, 8.5, new Interval(-.80, -.04), 0))))
        .hasSize(1);
  }

  @Test
  void undecidedThatNoNumberOfSeedsDecidesDoesNotAskForThem() {
    assertThat(
            Cure.of(
                compared(
                    "x", comparison("a", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.4, .16), 0))))
        .isEmpty();
  }

  @Test
  void changedArenaShowsKeysBothScoresAndTheVerdictOfTheRecordedExperiment() {
    assertThat(CheckWords.lines(Checks.arena("notebook", 8.7, 8.3)))
        .containsExactly(
            "notebook: ARENA CHANGED, scores are not comparable with the baseline; the recorded"
                + " experiment with the current code: 1 agent regressed",
            "  - environment.doc_num 10 -> 20",
            "  learner: 8.7000 in the baseline, 3.2000 in the changed arena, not comparable",
            "  fresh: none in the baseline, 1.5000 in the changed arena, not comparable",
            "  learner REGRESSED in the recorded experiment: 8.300 a session against 8.700 in the"
                + " baseline, a drop of 0.400 (4.6 %; 98 % interval -0.423 to -0.377; margin"
                + " 0.174; 10 seeds, paired)",
            "  undo or fix these changes, or accept them: mvn compile recsim:run recsim:baseline"
                + " -Drecsim.experiment=notebook -Drecsim.accept=arena,learner");
  }

  @Test
  void changedArenaAloneIsAcceptedAlone() {
    assertThat(CheckWords.lines(Checks.arena("notebook", 8.7, 8.7)))
        .contains(
            "notebook: ARENA CHANGED, scores are not comparable with the baseline; the recorded"
                + " experiment with the current code: 1 agent identical")
        .endsWith(
            "  undo the change, or accept it: mvn compile recsim:run recsim:baseline"
                + " -Drecsim.experiment=notebook -Drecsim.accept=arena");
  }

  @Test
  void recordedExperimentThatCannotRunSaysWhy() {
    assertThat(CheckWords.lines(Checks.arena("its data file a.csv is not in git")))
        .startsWith(
            "notebook: ARENA CHANGED, scores are not comparable with the baseline; the recorded"
                + " experiment could not be run with the current code",
            "  its data file a.csv is not in git");
  }

  @Test
  void weakenedRuleSaysWhatWasRelaxedAndWhoWouldHaveFailed() {
    assertThat(CheckWords.lines(Checks.weakened(8.3)))
        .containsExactly(
            "notebook: 1 agent within the margin; rule weakened",
            "  rule WEAKENED: baseline.margin {relative: 0.02} -> {relative: 0.5}, claims learner"
                + " mean_reward >= 8.5 (removed); by the recorded rule learner REGRESSED, learner"
                + " mean_reward >= 8.5 BROKEN",
            "  by the recorded rule: learner REGRESSED: 8.300 a session against 8.700 in the"
                + " baseline, a drop of 0.400 (4.6 %; 98 % interval -0.423 to -0.377; margin"
                + " 0.174; 10 seeds, paired)",
            "  by the recorded rule: claim \"learner mean_reward >= 8.5\" BROKEN: 8.300 a session"
                + " (98 % interval 8.254 to 8.346; 10 seeds)",
            "  restore the rule, or accept the weaker one: mvn compile recsim:run recsim:baseline"
                + " -Drecsim.experiment=notebook -Drecsim.accept=rule");
  }

  @Test
  void relaxedRuleThatTheRunPassesAnywayIsANote() {
    assertThat(CheckWords.lines(Checks.weakened(8.7)))
        .containsExactly(
            "notebook: 1 agent identical; rule relaxed",
            "  rule relaxed: baseline.margin {relative: 0.02} -> {relative: 0.5}, claims learner"
                + " mean_reward >= 8.5 (removed); by the recorded rule the run passes too");
  }

  @Test
  void baselineWithoutExperimentSaysWhatToDo() {
    assertThat(
            CheckWords.lines(
                CheckResult.noExperiment("old", "baselines/old.json belongs to no experiment")))
        .containsExactly(
            "old: its baseline has no experiment",
            "  baselines/old.json belongs to no experiment",
            "  restore the experiment under this name, or delete its baseline with git rm");
  }

  @Test
  void removedAndRegressedAgentsAreAcceptedByOneCommand() {
    assertThat(
            CheckWords.lines(
                check(
                    snapshot(scores("learner", 8.3, .2)),
                    snapshot(scores("learner", 8.7, .1), scores("gone", 1, .1)))))
        .startsWith("notebook: 1 agent regressed, 1 removed")
        .contains("  gone REMOVED: 1.0000 a session in the baseline, not in the experiment")
        .endsWith(
            "  undo or fix these changes, or accept them: mvn compile recsim:run recsim:baseline"
                + " -Drecsim.experiment=notebook -Drecsim.accept=learner,gone");
  }

  @Test
  void removedAgentIsRestoredOrAccepted() {
    assertThat(CheckWords.lines(check(snapshot(), snapshot(scores("gone", 1, .1)))))
        .last()
        .isEqualTo(
            "  restore the agent, or accept its removal: mvn compile recsim:run recsim:baseline"
                + " -Drecsim.experiment=notebook -Drecsim.accept=gone");
  }

  @Test
  void newAgentPassesAndIsNamed() {
    assertThat(
            CheckWords.lines(
                check(
                    snapshot(scores("fresh", 8.3, .2), scores("old", 9.2, .1)),
                    snapshot(scores("old", 9.2, .1)))))
        .containsExactly(
            "notebook: 1 agent new, 1 identical",
            "  fresh NEW: 8.3000 a session on 10 seeds; best agent of the baseline: old 9.2000",
            "  to protect what is better or new, record it:"
                + " mvn compile recsim:run recsim:baseline -Drecsim.experiment=notebook");
  }

  @Test
  void changedAgentThatHoldsIsToldWithItsKeys() {
    Comparison held = comparison("a", Outcome.HOLDS, 8.92, 8.9, new Interval(-.10, .06), 0);

    assertThat(
            CheckWords.lines(
                compared("x", held.with(List.of(new Change("agents.a.gamma", "0.8", "0.99"))))))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("  a HOLDS: 8.900 a session")
        .endsWith("; changed: gamma 0.8 -> 0.99");
  }

  @Test
  void listOfAThousandChangedKeysIsCut() {
    Change[] changes =
        IntStream.range(0, 1000)
            .mapToObj(i -> new Change("key" + i, "a", "b"))
            .toArray(Change[]::new);

    assertThat(CheckWords.lines(Checks.changed("notebook", changes)))
        .hasSize(43)
        .contains("  ... and 960 more");
  }

  @Test
  void baselineThatCannotBeUsedSaysWhatToDo() {
    assertThat(
            CheckWords.lines(
                Checks.unread("notebook", Outcome.DAMAGED, "was changed by hand or is damaged")))
        .containsExactly(
            "notebook: its baseline cannot be used",
            "  was changed by hand or is damaged",
            "  restore the file from git, or replace it: mvn compile recsim:run recsim:baseline"
                + " -Drecsim.experiment=notebook -Drecsim.accept=baseline");
    assertThat(CheckWords.lines(Checks.unread("notebook", Outcome.NO_BASELINE, null)))
        .containsExactly(
            "notebook: no baseline",
            "  record a baseline and commit it:"
                + " mvn compile recsim:run recsim:baseline -Drecsim.experiment=notebook");
  }

  @Test
  void failureMessageHoldsWhatFailedAndNoMore() {
    assertThat(
            CheckWords.failure(
                List.of(
                    compared("quick", comparison("a", Outcome.IDENTICAL, 1, 1, null, 0)),
                    compared("notebook", regressed("actor_critic"))),
                Checks.STRICT))
        .startsWith("recsim:check failed: 1 of 2 experiments: notebook (")
        .contains("interval -0.72 to -0.50", "10 seeds, paired", "mvn compile recsim:run")
        .doesNotContain("quick:");
  }

  @Test
  void foreignTextNeitherBreaksALineNorMovesTheCursor() {
    List<String> lines = new java.util.ArrayList<>(CheckWords.lines(Checks.hostile()));
    lines.add(CheckWords.headline(List.of(Checks.hostile()), Checks.STRICT));

    assertThat(lines)
        .allSatisfy(
            line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\u2028\u2029]"));
  }
}
