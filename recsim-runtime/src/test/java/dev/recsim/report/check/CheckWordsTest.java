package dev.recsim.report.check;

import static dev.recsim.report.check.Checks.check;
import static dev.recsim.report.check.Checks.claim;
import static dev.recsim.report.check.Checks.compared;
import static dev.recsim.report.check.Checks.comparison;
import static dev.recsim.report.check.Checks.incomplete;
import static dev.recsim.report.check.Checks.regressed;
import static dev.recsim.report.check.Checks.scores;
import static dev.recsim.report.check.Checks.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.Change;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Claim;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.Snapshot;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckWordsTest {

  @Test
  void regressionSaysHowMuchHowSurelyAndAgainstWhat() {
    assertThat(CheckWords.sentence(regressed("actor_critic")))
        .isEqualTo(
            "actor_critic REGRESSED: 8.31 a session against 8.92 in the baseline, a drop of 0.61"
                + " (6.8 %; 98 % interval 0.50 to 0.72 less; margin 0.18; 10 seeds, paired)");
  }

  @Test
  void everyOutcomeIsOneSentence() {
    assertThat(
            List.of(
                CheckWords.sentence(comparison("a", Outcome.IDENTICAL, 8.9245, 8.9245, null, 0)),
                CheckWords.sentence(
                    comparison("a", Outcome.HOLDS, 8.92, 8.9, new Interval(-.10, .06), 0)),
                CheckWords.sentence(
                    comparison("a", Outcome.HOLDS, 8.92, 8.92, new Interval(0, 0), 0)),
                CheckWords.sentence(
                    comparison("a", Outcome.HOLDS, 8.92, 9.2, new Interval(.17, .39), 0)),
                CheckWords.sentence(
                    comparison("a", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.40, .16), 34)),
                CheckWords.sentence(
                    comparison("a", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.20, -.04), 8)),
                CheckWords.sentence(
                    comparison("a", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.40, .16), 0)),
                CheckWords.sentence(
                    comparison("a", Outcome.UNDECIDED, 8.92, 8.5, new Interval(-.80, -.04), 60)),
                CheckWords.sentence(comparison("a", Outcome.UNDECIDED, 8.92, 8.5, null, 0)),
                CheckWords.sentence(incomplete("a", "seed 3 of a failed: out of memory"))))
        .containsExactly(
            "a IDENTICAL: 8.9245 a session, every session as in the baseline (10 seeds)",
            "a HOLDS: 8.900 a session against 8.920 in the baseline, 0.020 less"
                + " (0.2 %; 98 % interval 0.100 less to 0.060 more; margin 0.178; 10 seeds, paired)",
            "a HOLDS: 8.9200 a session against 8.9200 in the baseline, no difference"
                + " (the same on every seed; margin 0.1784; 10 seeds, paired)",
            "a HOLDS: 9.20 a session against 8.92 in the baseline, 0.28 more"
                + " (3.1 %; 98 % interval 0.17 to 0.39 more; margin 0.18; 10 seeds, paired)"
                + "; better beyond doubt: record it",
            "a UNDECIDED: 8.80 a session against 8.92 in the baseline, 0.12 less"
                + " (1.3 %; 98 % interval 0.40 less to 0.16 more; margin 0.18; 10 seeds, paired)"
                + "; about 34 seeds would decide",
            "a UNDECIDED: 8.800 a session against 8.920 in the baseline, 0.120 less"
                + " (1.3 %; 98 % interval 0.040 to 0.200 less; margin 0.178; 10 seeds, paired)"
                + "; so many seeds decide 9 times of 10, not this time: more seeds would",
            "a UNDECIDED: 8.80 a session against 8.92 in the baseline, 0.12 less"
                + " (1.3 %; 98 % interval 0.40 less to 0.16 more; margin 0.18; 10 seeds, paired)"
                + "; no number of seeds would decide: set a wider margin",
            "a UNDECIDED: 8.50 a session against 8.92 in the baseline, 0.42 less"
                + " (4.7 %; 98 % interval 0.04 to 0.80 less; margin 0.18; 10 seeds, paired)"
                + "; it dropped, but among so many agents that may be luck",
            "a UNDECIDED: 8.5000 a session against 8.9200 in the baseline, 0.4200 less"
                + " (4.7 %; margin 0.1784; 10 seeds)"
                + "; too few seeds to tell a drop from luck: 5 or more",
            "a INCOMPLETE: seed 3 of a failed: out of memory");
  }

  @Test
  void unpairedRunsAndALookThatSpendsAPartOfAlphaSaySo() {
    Comparison welch =
        new Comparison(
            "a",
            Outcome.HOLDS,
            List.of(),
            Method.WELCH,
            20,
            10,
            null,
            8.92,
            8.9,
            -.02,
            Optional.of(new Interval(-.10, .06)),
            0.00619,
            0.1784,
            .4,
            0,
            null);

    assertThat(CheckWords.sentence(welch))
        .endsWith(
            "(0.2 %; 98.76 % interval 0.100 less to 0.060 more; margin 0.178;"
                + " 20 seeds against 10, unpaired)");
  }

  @Test
  void tinyAndHugeScoresKeepTheirDigits() {
    assertThat(
            CheckWords.sentence(
                comparison("a", Outcome.HOLDS, 2e-6, 1.5e-6, new Interval(-1e-6, 0), 0)))
        .contains("0.0000015 a session against 0.000002 in the baseline, 5E-7 less");
    assertThat(
            CheckWords.sentence(
                comparison("a", Outcome.HOLDS, 2e300, 2e300, new Interval(-1e299, 1e299), 0)))
        .hasSizeLessThan(300)
        .contains("2.00E+300 a session");
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
        .extracting(CheckWords::sentence)
        .containsExactly(
            "claim \"learner share_of_optimum >= 0.98\" BROKEN: 0.9748 of the optimum"
                + " (98 % interval 0.9723 to 0.9774; 10 seeds)",
            "claim \"learner share_of_optimum >= 0.95\" HOLDS: 0.9748 of the optimum"
                + " (98 % interval 0.9723 to 0.9774; 10 seeds)",
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
        .extracting(CheckWords::sentence)
        .containsExactly(
            "claim \"learner share_of_optimum >= 1\" BROKEN: 0.999999 of the optimum"
                + " (the same on every seed; 10 seeds)");
  }

  @Test
  void goodExperimentIsOneLine() {
    Snapshot run = snapshot(scores("learner", 8.7, .1), scores("random", 1, .1));

    assertThat(CheckWords.lines(check(run, run)))
        .containsExactly("notebook: 2 agents as in the baseline (2 identical)");
    assertThat(CheckWords.lines(check(run, run, new Claim.Beats("learner", "random"))))
        .containsExactly("notebook: 2 agents as in the baseline (2 identical); 1 claim holds");
  }

  @Test
  void regressionEndsInTheCommandThatAcceptsIt() {
    CheckResult result =
        check(
            snapshot(scores("learner", 8.3, .2), scores("random", 1, .1)),
            snapshot(scores("learner", 8.7, .1), scores("random", 1, .1)));

    assertThat(CheckWords.lines(result))
        .containsExactly(
            "notebook: 1 regressed; 1 agent as in the baseline (1 identical)",
            "  learner REGRESSED: 8.300 a session against 8.700 in the baseline, a drop of 0.400"
                + " (4.6 %; 98 % interval 0.377 to 0.423 less; margin 0.174; 10 seeds, paired)",
            "  if the drop is meant, accept the new numbers:"
                + " mvn recsim:run recsim:baseline -Drecsim.experiment=notebook");
  }

  @Test
  void improvementAsksToBeRecorded() {
    assertThat(
            CheckWords.lines(
                check(snapshot(scores("learner", 8.9, .2)), snapshot(scores("learner", 8.7, .1)))))
        .hasSize(3)
        .startsWith("notebook: 1 agent as in the baseline (1 better)")
        .last()
        .asString()
        .endsWith("mvn recsim:run recsim:baseline -Drecsim.experiment=notebook");
  }

  @Test
  void brokenClaimIsNotCuredByANewBaseline() {
    Snapshot run = snapshot(scores("learner", 1, .1), scores("random", 2, .1));

    assertThat(CheckWords.lines(check(run, run, new Claim.Beats("learner", "random"))))
        .containsExactly(
            "notebook: 2 agents as in the baseline (2 identical); 1 claim broken",
            "  claim \"learner beats random\" BROKEN: 1.0000 less than random"
                + " (the same on every seed; 10 seeds)",
            "  a broken claim is no matter of the baseline: mend the agent or change the claim");
  }

  @Test
  void undecidedAsksForSeedsOnce() {
    Comparison undecided =
        comparison("a", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.40, .16), 34);
    CheckResult result =
        new CheckResult(
            "notebook",
            Outcome.COMPARED,
            null,
            List.of(),
            null,
            List.of(undecided, undecided),
            Optional.empty(),
            List.of(claim(new Claim.Beats("a", "b"), Outcome.UNDECIDED, 0, null)),
            List.of());

    assertThat(CheckWords.cures(result))
        .containsExactly(
            "for a verdict on undecided agents raise trials.seeds or baseline.max_seeds, and"
                + " record the baseline anew with the code from before the change",
            "for a verdict on undecided claims raise trials.seeds or baseline.max_seeds");
  }

  @Test
  void undecidedThatOneSeedOrManyAgentsLeftOpenAsksForSeeds() {
    assertThat(CheckWords.cures(compared("x", comparison("a", Outcome.UNDECIDED, 9, 8, null, 0))))
        .hasSize(1);
    assertThat(
            CheckWords.cures(
                compared(
                    "x",
                    comparison("a", Outcome.UNDECIDED, 8.92, 8.5, new Interval(-.80, -.04), 0))))
        .hasSize(1);
  }

  @Test
  void undecidedThatNoNumberOfSeedsDecidesDoesNotAskForThem() {
    assertThat(
            CheckWords.cures(
                compared(
                    "x", comparison("a", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.4, .16), 0))))
        .isEmpty();
  }

  @Test
  void changedExperimentListsItsKeys() {
    assertThat(
            CheckWords.lines(
                Checks.changed(
                    "notebook",
                    new Change("agents.actor_critic.gamma", "0.8", "0.99"),
                    new Change("agents.extra.type", null, "random"),
                    new Change("data/a.csv", "1f", null))))
        .containsExactly(
            "notebook: the experiment is not the one its baseline was recorded of; 3 keys changed",
            "  - agents.actor_critic.gamma: 0.8 -> 0.99",
            "  - agents.extra.type: added, random",
            "  - data/a.csv: 1f, removed",
            "  if that is meant, accept the new numbers:"
                + " mvn recsim:run recsim:baseline -Drecsim.experiment=notebook");
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
            "notebook: its baseline was changed by hand or is damaged",
            "  restore the file from git, or record it anew:"
                + " mvn recsim:run recsim:baseline -Drecsim.experiment=notebook");
    assertThat(CheckWords.lines(Checks.unread("notebook", Outcome.NO_BASELINE, null)))
        .containsExactly(
            "notebook: no baseline",
            "  to record a baseline:"
                + " mvn recsim:run recsim:baseline -Drecsim.experiment=notebook");
  }

  @Test
  void headlineNamesWhatFailed() {
    List<CheckResult> results =
        List.of(
            compared("quick", comparison("a", Outcome.IDENTICAL, 1, 1, null, 0)),
            compared("notebook", regressed("actor_critic")));

    assertThat(CheckWords.headline(results, Checks.STRICT))
        .isEqualTo(
            "recsim:check failed: 1 of 2 experiments: notebook"
                + " (actor_critic REGRESSED by 0.61, 6.8 %; margin 0.18)");
    assertThat(CheckWords.headline(results, Checks.LENIENT))
        .isEqualTo("recsim:check passed: 2 experiments (1 REGRESSED)");
    assertThat(CheckWords.headline(results.subList(0, 1), Checks.STRICT))
        .isEqualTo("recsim:check passed: 1 experiment");
  }

  @Test
  void headlineStaysShortHoweverMuchFails() {
    CheckResult bad =
        compared(
            "x",
            IntStream.range(0, 50)
                .mapToObj(i -> regressed("agent" + i))
                .toArray(Comparison[]::new));

    assertThat(CheckWords.headline(java.util.Collections.nCopies(99, bad), Checks.STRICT))
        .startsWith("recsim:check failed: 99 of 99 experiments: x (agent0 REGRESSED by 0.61")
        .contains("and 47 more)")
        .endsWith(" and 96 more")
        .hasSizeLessThan(700);
  }

  @Test
  void headlineTellsEveryReason() {
    assertThat(
            CheckWords.headline(
                List.of(
                    Checks.changed("a", new Change("seed", "1", "2")),
                    Checks.unread("b", Outcome.NO_BASELINE, null),
                    Checks.unread("c", Outcome.DAMAGED, "is damaged")),
                Checks.STRICT))
        .isEqualTo(
            "recsim:check failed: 3 of 3 experiments: a (changed since its baseline: seed),"
                + " b (no baseline), c (baseline not readable)");
    assertThat(
            CheckWords.headline(
                List.of(
                    new CheckResult(
                        "a",
                        Outcome.NO_BASELINE,
                        null,
                        List.of(),
                        null,
                        List.of(),
                        Optional.empty(),
                        List.of(claim(new Claim.Beats("x", "y"), Outcome.UNDECIDED, 0, null)),
                        List.of())),
                new Policy(true, false, OnUndecided.FAIL)))
        .isEqualTo("recsim:check failed: 1 of 1 experiment: a (\"x beats y\" UNDECIDED)");
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
        .contains("interval 0.50 to 0.72 less", "10 seeds, paired", "mvn recsim:run")
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

  @Test
  void errorOfAMillionCharactersIsCut() {
    assertThat(CheckWords.sentence(incomplete("a", "x".repeat(1_000_000)))).hasSizeLessThan(500);
  }
}
