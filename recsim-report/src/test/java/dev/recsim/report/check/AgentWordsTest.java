package dev.recsim.report.check;

import static dev.recsim.report.check.Checks.check;
import static dev.recsim.report.check.Checks.comparison;
import static dev.recsim.report.check.Checks.incomplete;
import static dev.recsim.report.check.Checks.regressed;
import static dev.recsim.report.check.Checks.scores;
import static dev.recsim.report.check.Checks.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Comparison.Evidence;
import dev.recsim.baseline.Comparison.Subject;
import dev.recsim.baseline.Comparison.Verdict;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Pairing.Method;
import dev.recsim.rule.Change;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgentWordsTest {

  @Test
  void regressionSaysHowMuchHowSurelyAndAgainstWhat() {
    assertThat(sentence(regressed("actor_critic")))
        .isEqualTo(
            "actor_critic REGRESSED: 8.31 a session against 8.92 in the baseline, a drop of 0.61"
                + " (6.8 %; 98 % interval -0.72 to -0.50; margin 0.18; 10 seeds, paired)");
  }

  @Test
  void everyOutcomeIsOneSentence() {
    assertThat(
            List.of(
                sentence(comparison("a", Outcome.IDENTICAL, 8.9245, 8.9245, null, 0)),
                sentence(comparison("a", Outcome.HOLDS, 8.92, 8.9, new Interval(-.10, .06), 0)),
                sentence(comparison("a", Outcome.HOLDS, 8.92, 8.92, new Interval(0, 0), 0)),
                sentence(comparison("a", Outcome.IMPROVED, 8.92, 9.2, new Interval(.17, .39), 0)),
                sentence(
                    comparison("a", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.40, .16), 34)),
                sentence(
                    comparison("a", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.20, -.04), 8)),
                sentence(comparison("a", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.40, .16), 0)),
                sentence(
                    comparison("a", Outcome.UNDECIDED, 8.92, 8.5, new Interval(-.80, -.04), 60)),
                sentence(comparison("a", Outcome.UNDECIDED, 8.92, 8.5, null, 0)),
                sentence(incomplete("a", "seed 3 of a failed: out of memory"))))
        .containsExactly(
            "a IDENTICAL: 8.9245 a session, every session as in the baseline (10 seeds)",
            "a HOLDS: 8.900 a session against 8.920 in the baseline, 0.020 less"
                + " (0.2 %; 98 % interval -0.100 to 0.060; margin 0.178; 10 seeds, paired)",
            "a HOLDS: 8.9200 a session against 8.9200 in the baseline, no difference"
                + " (the same on every seed; margin 0.1784; 10 seeds, paired)",
            "a IMPROVED: 9.20 a session against 8.92 in the baseline, 0.28 more"
                + " (3.1 %; 98 % interval 0.17 to 0.39; margin 0.18; 10 seeds, paired)"
                + "; significantly better",
            "a UNDECIDED: 8.80 a session against 8.92 in the baseline, 0.12 less"
                + " (1.3 %; 98 % interval -0.40 to 0.16; margin 0.18; 10 seeds, paired)"
                + "; about 34 seeds would decide",
            "a UNDECIDED: 8.800 a session against 8.920 in the baseline, 0.120 less"
                + " (1.3 %; 98 % interval -0.200 to -0.040; margin 0.178; 10 seeds, paired)"
                + "; more seeds would decide",
            "a UNDECIDED: 8.80 a session against 8.92 in the baseline, 0.12 less"
                + " (1.3 %; 98 % interval -0.40 to 0.16; margin 0.18; 10 seeds, paired)"
                + "; no number of seeds would decide: set a wider margin",
            "a UNDECIDED: 8.50 a session against 8.92 in the baseline, 0.42 less"
                + " (4.7 %; 98 % interval -0.80 to -0.04; margin 0.18; 10 seeds, paired)"
                + "; it dropped, but among so many agents that is not significant",
            "a UNDECIDED: 8.5000 a session against 8.9200 in the baseline, 0.4200 less"
                + " (4.7 %; margin 0.1784; 10 seeds)"
                + "; too few seeds for a test: use 5 or more",
            "a INCOMPLETE: seed 3 of a failed: out of memory");
  }

  @Test
  void unpairedRunsAndALookThatSpendsAPartOfAlphaSaySo() {
    Comparison welch =
        new Comparison(
            new Subject("a", Quantity.score(Margin.DEFAULTS)),
            new Verdict(Outcome.HOLDS),
            new Evidence(Method.WELCH, 20, 10, Optional.empty(), 8.92, 8.9),
            new Comparison.Test(
                -.02, Optional.of(new Interval(-.10, .06)), 0.00619, 0.1784, .4, 0));

    assertThat(sentence(welch))
        .endsWith(
            "(0.2 %; 98.76 % interval -0.100 to 0.060; margin 0.178;"
                + " 20 seeds against 10, unpaired)");
  }

  @Test
  void tinyAndHugeScoresKeepTheirDigits() {
    assertThat(sentence(comparison("a", Outcome.HOLDS, 2e-6, 1.5e-6, new Interval(-1e-6, 0), 0)))
        .contains("0.0000015 a session against 0.000002 in the baseline, 5E-7 less");
    assertThat(
            sentence(comparison("a", Outcome.HOLDS, 2e300, 2e300, new Interval(-1e299, 1e299), 0)))
        .hasSizeLessThan(300)
        .contains("2.00E+300 a session");
  }

  @Test
  void exactRunThatDiffersSaysWhoAsked() {
    assertThat(sentence(comparison("a", Outcome.DIFFERS, 8.92, 8.9, new Interval(-.10, .06), 0)))
        .endsWith("10 seeds, paired); recsim.exact requires an identical run");
  }

  @Test
  void newAgentStandsBesideTheBestOfTheBaseline() {
    CheckResult result =
        check(
            snapshot(scores("fresh", 8.3, .2), scores("old", 9.2, .1)),
            snapshot(scores("old", 9.2, .1), scores("weak", 1, .1)));

    assertThat(result.comparisons())
        .extracting(AgentWordsTest::sentence)
        .containsExactly(
            "fresh NEW: 8.3000 a session on 10 seeds; best agent of the baseline: old 9.2000",
            "old IDENTICAL: 9.2000 a session, every session as in the baseline (10 seeds)",
            "weak REMOVED: 1.0000 a session in the baseline, not in the experiment");
  }

  @Test
  void newAgentBesideOraclesAloneStandsAlone() {
    assertThat(check(snapshot(scores("fresh", 8.3, .2)), snapshot()).comparisons())
        .extracting(AgentWordsTest::sentence)
        .containsExactly("fresh NEW: 8.3000 a session on 10 seeds");
  }

  @Test
  void changedDefinitionListsItsKeysUnlessTheyChangedNothing() {
    List<Change> changes =
        List.of(
            new Change("agents.actor_critic.gamma", "0.8", "0.99"),
            new Change("agents.actor_critic.training.epochs", "20", "40"),
            new Change("agents.actor_critic.top_k", null, "5"),
            new Change("weights/a.csv", "SHA-256 1f", null));

    assertThat(sentence(regressed("actor_critic").with(changes)))
        .endsWith(
            "10 seeds, paired); changed: gamma 0.8 -> 0.99, training.epochs 20 -> 40,"
                + " top_k 5 (added), weights/a.csv SHA-256 1f (removed)");
    assertThat(sentence(comparison("actor_critic", Outcome.IDENTICAL, 1, 1, null, 0).with(changes)))
        .endsWith("every session as in the baseline (10 seeds)");
  }

  @Test
  void longListOfChangedKeysAndLongValuesAreCut() {
    List<Change> changes =
        IntStream.range(0, 100)
            .mapToObj(i -> new Change("agents.a.k" + i, "x".repeat(1000), "y".repeat(1000)))
            .toList();

    assertThat(sentence(regressed("a").with(changes)))
        .endsWith(" and 94 more")
        .contains("k0 " + "x".repeat(80) + " ... -> " + "y".repeat(80) + " ...")
        .hasSizeLessThan(1500);
  }

  @Test
  void agentOfTheRecordedExperimentIsNotMistakenForOneOfTheChangedOne() {
    assertThat(AgentWords.sentence(regressed("a"), " in the recorded experiment", "minutes"))
        .startsWith("a REGRESSED in the recorded experiment: 8.31 minutes a session against 8.92");
  }

  @Test
  void errorOfAMillionCharactersIsCut() {
    assertThat(sentence(incomplete("a", "x".repeat(1_000_000)))).hasSizeLessThan(500);
  }

  private static String sentence(Comparison it) {
    return AgentWords.sentence(it, "", "");
  }
}
