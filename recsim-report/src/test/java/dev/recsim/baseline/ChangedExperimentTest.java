package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Change;
import dev.recsim.rule.Changes;
import dev.recsim.rule.Margin;
import dev.recsim.stats.Estimate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Verdicts where the experiment changed since its baseline was recorded. */
class ChangedExperimentTest {
  private static final double[] SCORES = {8.9, 8.4, 8.0, 8.8, 8.9, 8.3, 8.7, 8.2};
  private static final AgentScores BEFORE = Runs.agent("a", SCORES);

  /** Differences of mean 0 and deviation 0.1 exactly sqrt(8/7). */
  private static final double[] WIGGLE = {.1, -.1, .1, -.1, .1, -.1, .1, -.1};

  @Test
  void anAddedAgentIsNewAndStandsBesideTheBestOfTheBaseline() {
    AgentScores best = Runs.agent("best", Runs.plus(1, SCORES));
    AgentScores oracle =
        new AgentScores(
            "oracle",
            "optimal",
            true,
            null,
            Runs.agent("", Runs.plus(2, SCORES)).scores(),
            new TreeMap<>(),
            List.of());
    CheckResult result =
        check(0.5, 8)
            .against(
                Runs.of(BEFORE, Runs.agent("added", SCORES), best, oracle),
                Runs.of(BEFORE, best, oracle),
                Changes.NONE);
    Comparison added = result.comparison("added").orElseThrow();
    assertThat(added.outcome()).isEqualTo(Outcome.NEW);
    assertThat(added.evidence().current()).isEqualTo(Estimate.of(SCORES).mean());
    assertThat(added.evidence().best()).contains("best");
    assertThat(added.evidence().baseline()).isEqualTo(Estimate.of(best.values()).mean());
    assertThat(result.worst()).isEqualTo(Outcome.NEW);
  }

  @Test
  void anAddedAgentThatFailedIsIncomplete() {
    AgentScores added = Runs.failing(Runs.agent("added", SCORES), 3);
    CheckResult result =
        check(0.5, 8).against(Runs.of(BEFORE, added), Runs.of(BEFORE), Changes.NONE);
    assertThat(result.comparison("added").orElseThrow().outcome()).isEqualTo(Outcome.INCOMPLETE);
  }

  @Test
  void anAgentThatIsGoneIsRemovedAndDoesNotHold() {
    CheckResult gone =
        check(0.5, 8)
            .against(Runs.of(BEFORE), Runs.of(BEFORE, Runs.agent("old", SCORES)), Changes.NONE);
    Comparison removed = gone.comparison("old").orElseThrow();
    assertThat(removed.outcome()).isEqualTo(Outcome.REMOVED);
    assertThat(removed.evidence().baseline()).isEqualTo(Estimate.of(SCORES).mean());
    assertThat(removed.outcome().holds()).isFalse();
  }

  @Test
  void anAgentWhoseDefinitionChangedIsComparedAndListsItsKeys() {
    Change gamma = new Change("agents.a.gamma", "0.8", "0.9");
    Changes changes = new Changes(List.of(), Map.of("a", List.of(gamma)));
    CheckResult result = check(0.5, 8).against(Runs.of(wiggled(-2)), Runs.of(BEFORE), changes);
    assertThat(result.comparison("a").orElseThrow().outcome()).isEqualTo(Outcome.REGRESSED);
    assertThat(result.comparison("a").orElseThrow().subject().changes()).containsExactly(gamma);
    assertThat(result.basis().changes()).containsExactly(gamma);
  }

  @Test
  void exactIsAskedOnlyOfAgentsWhoseDefinitionIsUnchanged() {
    Changes changes =
        new Changes(List.of(), Map.of("b", List.of(new Change("agents.b.gamma", "0.8", "0.9"))));
    AgentScores b = Runs.agent("b", SCORES);
    AgentScores other = Runs.digests(b, "other");
    CheckResult result =
        check(0.5, 8).against(Runs.of(wiggled(0.01), other), Runs.of(BEFORE, b), changes).exact();
    assertThat(result.comparison("a").orElseThrow().outcome()).isEqualTo(Outcome.DIFFERS);
    assertThat(result.comparison("b").orElseThrow().outcome()).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void inAChangedArenaTheRecordedExperimentIsJudgedByTheRecordedRule() {
    Change arena = new Change("environment.doc_num", "10", "20");
    Changes changes = new Changes(List.of(arena), Map.of());
    Snapshot now = Runs.of(Runs.agent("a", Runs.plus(100, SCORES)));
    CheckResult result =
        check(50, 8)
            .arenaChanged(
                now,
                Runs.of(BEFORE),
                changes,
                check(0.5, 8),
                Optional.of(Runs.of(wiggled(-2))),
                Optional.empty());
    assertThat(result.status()).isEqualTo(Outcome.ARENA_CHANGED);
    assertThat(result.comparison("a").orElseThrow().outcome()).isEqualTo(Outcome.REGRESSED);
    assertThat(result.worst()).isEqualTo(Outcome.REGRESSED);
    assertThat(result.basis().changes()).containsExactly(arena);
    ArenaScore scores = result.basis().arenaScores().get(0);
    assertThat(scores.current() - scores.baseline()).isCloseTo(100, within(1e-9));
    CheckResult notRun =
        check(50, 8)
            .arenaChanged(
                now,
                Runs.of(BEFORE),
                changes,
                check(0.5, 8),
                Optional.empty(),
                Optional.of("no data file"));
    assertThat(notRun.comparisons()).isEmpty();
    assertThat(notRun.worst()).isEqualTo(Outcome.ARENA_CHANGED);
  }

  @Test
  void aRelaxedRuleIsJudgedByTheRecordedOne() {
    List<Change> relaxed = List.of(new Change("baseline.margin", "0.5", "5"));
    Snapshot baseline = Runs.of(BEFORE);
    Weakening bad = check(0.5, 8).weakening(relaxed, Runs.of(wiggled(-2)), baseline, Changes.NONE);
    assertThat(bad.passes()).isFalse();
    Weakening good = check(0.5, 8).weakening(relaxed, Runs.of(wiggled(0)), baseline, Changes.NONE);
    assertThat(good.passes()).isTrue();
    CheckResult result =
        check(5, 8).against(Runs.of(wiggled(-2)), baseline, Changes.NONE).with(bad);
    assertThat(result.comparison("a").orElseThrow().outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(result.worst()).isEqualTo(Outcome.WEAKENED);
  }

  private static AgentScores wiggled(double shift) {
    double[] scores = new double[SCORES.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = SCORES[i] + shift + WIGGLE[i];
    }
    return Runs.agent("a", scores);
  }

  private static Check check(double margin, int seeds) {
    return new Check(
        new Rule(options(new Margin(null, margin), null), List.of(), Runs.seeds(seeds)), 0.01);
  }

  private static BaselineOptions options(Margin margin, Integer maxSeeds) {
    return new BaselineOptions(margin, maxSeeds);
  }
}
