package dev.recsim.report.check;

import static dev.recsim.report.check.Checks.check;
import static dev.recsim.report.check.Checks.scores;
import static dev.recsim.report.check.Checks.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.Check;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.NewBaseline;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Rule;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.Acceptance;
import dev.recsim.baseline.Weakening;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Change;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Power;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselineWordsTest {
  private static final Snapshot BEFORE =
      snapshot(scores("learner", 8.7, .1), scores("gone", 1, .1));
  private static final Snapshot AFTER = snapshot(scores("learner", 8.3, .2));
  private static final CheckResult CHECK = check(AFTER, BEFORE);
  private static final List<Acceptance> NEEDED =
      List.of(
          new Acceptance("learner", Outcome.REGRESSED, 8.7, 8.3),
          new Acceptance("gone", Outcome.REMOVED, 1.0, null));

  @Test
  void refusalNamesEachChangeAndTheCommandThatAcceptsThem() {
    assertThat(BaselineWords.refusal(new NewBaseline(BEFORE, AFTER, CHECK, NEEDED, Set.of())))
        .containsExactly(
            "notebook: 2 changes for the worse need to be accepted",
            "  learner REGRESSED: 8.300 a session against 8.700 in the baseline, a drop of 0.400"
                + " (4.6 %; 98 % interval -0.423 to -0.377; margin 0.174; 10 seeds, paired)",
            "  gone REMOVED: 1.0000 a session in the baseline, not in the experiment",
            "  if that is intended: mvn compile recsim:run recsim:baseline -Drecsim.experiment=notebook"
                + " -Drecsim.accept=learner,gone");
  }

  @Test
  void commandKeepsWhatWasAcceptedAlready() {
    assertThat(
            BaselineWords.refusal(new NewBaseline(BEFORE, AFTER, CHECK, NEEDED, Set.of("learner"))))
        .startsWith("notebook: 1 change for the worse needs to be accepted")
        .noneMatch(line -> line.contains("REGRESSED"))
        .endsWith(
            "  if that is intended: mvn compile recsim:run recsim:baseline -Drecsim.experiment=notebook"
                + " -Drecsim.accept=learner,gone");
  }

  @Test
  void arenaAndRuleAreRefusedWithoutASentenceOfTheCheck() {
    List<Acceptance> needed =
        List.of(
            new Acceptance(NewBaseline.ARENA, Outcome.ARENA_CHANGED, null, null),
            new Acceptance(NewBaseline.RULE, Outcome.WEAKENED, null, null));

    assertThat(BaselineWords.refusal(new NewBaseline(BEFORE, AFTER, CHECK, needed, Set.of())))
        .contains("  arena ARENA CHANGED", "  rule WEAKENED")
        .last()
        .asString()
        .endsWith("-Drecsim.accept=arena,rule");
  }

  @Test
  void refusedRuleSaysWhatWasRelaxedEvenWhereTheRunPasses() {
    Change margin = new Change("baseline.margin", "{relative: 0.02}", "{relative: 0.5}");
    CheckResult check = CHECK.with(new Weakening(List.of(margin), List.of(), List.of()));
    List<Acceptance> needed =
        List.of(new Acceptance(NewBaseline.RULE, Outcome.WEAKENED, null, null));

    assertThat(BaselineWords.refusal(new NewBaseline(BEFORE, AFTER, check, needed, Set.of())))
        .contains("  rule WEAKENED: baseline.margin {relative: 0.02} -> {relative: 0.5}");
  }

  @Test
  void agentsOfARecordedExperimentThatHasNotRunCanBeJudgedFirst() {
    List<Acceptance> needed = List.of(new Acceptance("learner", Outcome.INCOMPLETE, 8.7, null));

    assertThat(BaselineWords.refusal(new NewBaseline(BEFORE, AFTER, CHECK, needed, Set.of())))
        .contains(
            "  to judge the recorded experiment, run it: mvn compile recsim:check"
                + " -Drecsim.experiment=notebook");
  }

  @Test
  void nothingIsRefusedWhereAllIsAccepted() {
    for (Set<String> accepted : List.of(Set.of("all"), Set.of("learner", "gone"))) {
      assertThat(BaselineWords.refusal(new NewBaseline(BEFORE, AFTER, CHECK, NEEDED, accepted)))
          .isEmpty();
    }
  }

  @Test
  void replacedScoresStandBesideTheNewOnesWithIntervalVerdictAndAcceptances() {
    assertThat(lines(new NewBaseline(BEFORE, AFTER, CHECK, NEEDED, Set.of("all"))))
        .containsExactly(
            "learner: 8.700 -> 8.300 on 10 seeds, REGRESSED (0.400 less; 4.6 %; 98 % interval -0.423"
                + " to -0.377; margin 0.174; 10 seeds, paired); with other random numbers,"
                + " it would be UNDECIDED in 0 % of builds",
            "accepted: learner REGRESSED 8.7000 -> 8.3000, gone REMOVED 1.0000 -> none");
  }

  @Test
  void scoresOfAnotherArenaAreNotCompared() {
    CheckResult arena = Checks.arena("notebook", 8.7, 8.7);

    assertThat(
            lines(
                new NewBaseline(
                    BEFORE, snapshot(scores("learner", 3.2, .01)), arena, List.of(), Set.of())))
        .singleElement()
        .asString()
        .startsWith("learner: 8.700 -> 3.2000 on 10 seeds, not comparable; with other random");
  }

  @Test
  void firstBaselineHasNoVerdicts() {
    assertThat(lines(first(snapshot(scores("exact", 8.7, 0)))))
        .containsExactly(
            "exact: 8.7000 on 10 seeds; no variation between seeds, so any drop beyond the margin"
                + " is detected");
  }

  @Test
  void agentThatWouldOftenBeUndecidedBringsYamlThatPreventsIt() {
    Snapshot noisy = snapshot(scores("noisy", 10, .8), scores("exact", 5, 0));
    double[] values = noisy.agent("noisy").orElseThrow().values();
    int seeds = Power.seedsToHold(values, .2, Check.ALPHA);
    double chance = Power.undecidedChance(values, .2, Check.ALPHA, 10);

    List<String> lines = lines(first(noisy));

    assertThat(chance).isEqualTo(0.684);
    assertThat(lines)
        .containsExactly(
            "noisy: 10.00 on 10 seeds; with other random numbers, it would be UNDECIDED in"
                + " 68.4 % of builds",
            "exact: 5.0000 on 10 seeds; no variation between seeds, so any drop beyond the margin"
                + " is detected",
            "For UNDECIDED in at most 10 % of such builds, write one of these in the experiment:",
            "  trials: {seeds: 0.." + (seeds - 1) + "}",
            "  baseline: {margin: {relative: 0.04}}",
            "  claims: [{noisy: {mean_reward: \">= 9.72\"}}]  # with -Drecsim.onUndecided=warn");
    assertThat(Power.undecidedChance(values, .40, Check.ALPHA, 10)).isLessThanOrEqualTo(.1);
    assertThat(Power.undecidedChance(values, .39, Check.ALPHA, 10)).isGreaterThan(.1);
    assertThat(Estimate.of(values).mean()).isEqualTo(10);
  }

  @Test
  void thousandsOfSeedsAreNotProposed() {
    assertThat(lines(first(snapshot(scores("wild", 10, 9)))))
        .anyMatch(line -> line.startsWith("  baseline: {margin:"))
        .noneMatch(line -> line.contains("trials:"));
  }

  @Test
  void moreSeedsAreAskedForWhereTheyStand() {
    assertThat(BaselineWords.lines(first(snapshot(scores("noisy", 10, .8))), rule(20), Check.ALPHA))
        .filteredOn(line -> line.startsWith("  "))
        .first()
        .asString()
        .startsWith("  baseline: {max_seeds: ");
  }

  @Test
  void scoresAroundZeroGetAnAbsoluteMargin() {
    assertThat(lines(first(snapshot(scores("noisy", 0, .8)))))
        .anyMatch(line -> line.startsWith("  baseline: {margin: {absolute: 0."))
        .noneMatch(line -> line.contains("trials:"));
  }

  private static NewBaseline first(Snapshot after) {
    return new NewBaseline(null, after, null, List.of(), Set.of());
  }

  private static List<String> lines(NewBaseline recording) {
    return BaselineWords.lines(recording, rule(null), Check.ALPHA);
  }

  private static Rule rule(Integer maxSeeds, Quantity... guards) {
    return new Rule(
        new BaselineOptions(new Margin(0.02, null), maxSeeds),
        List.of(guards),
        List.of(),
        IntStream.range(0, 10).boxed().toList());
  }
}
