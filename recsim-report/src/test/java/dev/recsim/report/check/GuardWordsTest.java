package dev.recsim.report.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.Check;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.NewBaseline;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Rule;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.report.results.CheckSummary;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Changes;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Guards in every place where verdicts are. The reward of the agent is better than before. */
class GuardWordsTest {
  private static final Quantity COVERAGE = new Quantity("coverage", false, new Margin(0.05, null));
  private static final Quantity GINI = new Quantity("gini", true, new Margin(null, 0.02));
  private static final Snapshot BEFORE = Checks.snapshot(agent(8.7, 0.6, 0.2));
  private static final Snapshot WORSE = Checks.snapshot(agent(9.5, 0.5, 0.3));

  private static final String FALLEN =
      "feed:coverage REGRESSED: 0.5000 against 0.6000 in the baseline, a drop of 0.1000 (16.7 %;"
          + " the same on every seed; margin 0.0300; 10 seeds, paired)";
  private static final String RISEN =
      "feed:gini REGRESSED: 0.3000 against 0.2000 in the baseline, a rise of 0.1000 (50.0 %;"
          + " the same on every seed; margin 0.0200; 10 seeds, paired); lower is better";

  private static AgentScores agent(double score, double coverage, double gini) {
    AgentScores plain = Checks.scores("feed", score, .1);
    List<SeedScore> scores =
        plain.scores().stream()
            .map(
                it ->
                    new SeedScore(
                        it.seed(),
                        it.score(),
                        it.digest(),
                        Map.of("coverage", coverage, "gini", gini)))
            .toList();
    return new AgentScores(
        "feed", plain.type(), false, plain.engine(), scores, plain.failed(), plain.curve());
  }

  private static Rule rule(Quantity... guards) {
    return new Rule(
        new BaselineOptions(new Margin(0.02, null), null),
        List.of(guards),
        List.of(),
        IntStream.range(0, 10).boxed().toList());
  }

  private static CheckResult check(Snapshot now) {
    return new Check(rule(COVERAGE, GINI), Check.ALPHA).against(now, BEFORE, Changes.NONE);
  }

  @Test
  void terminalSaysTheGuardsAfterTheAgent() {
    List<String> lines = CheckWords.lines(check(WORSE));
    assertThat(lines)
        .hasSize(5)
        .startsWith("notebook: 1 agent improved; 2 guards regressed")
        .contains("  " + FALLEN, "  " + RISEN)
        .endsWith(
            "  undo or fix these changes, or accept them: mvn compile recsim:run recsim:baseline"
                + " -Drecsim.experiment=notebook -Drecsim.accept=feed:coverage,feed:gini");
    assertThat(CheckWords.headline(List.of(check(WORSE)), Checks.STRICT))
        .isEqualTo(
            "recsim:check failed: 1 of 1 experiment: notebook (feed:gini REGRESSED by 0.1000,"
                + " 50.0 %; margin 0.0200, feed:coverage REGRESSED by 0.1000, 16.7 %; margin 0.0300)");
    assertThat(CheckWords.lines(check(BEFORE)))
        .containsExactly("notebook: 1 agent identical; 2 guards identical");
  }

  @Test
  void guardIsATestCaseAtItsLine() {
    SourceLines place =
        new SourceLines("x.yaml", Map.of("feed", 3), Map.of("coverage", 7), List.of());
    assertThat(JunitXml.render(check(WORSE), place, Checks.STRICT))
        .contains("tests=\"3\" failures=\"2\"")
        .contains("name=\"feed:coverage\"", "<failure type=\"REGRESSED\" message=\"" + FALLEN)
        .contains("at x.yaml:7</failure>", "at x.yaml:1</failure>");
    assertThat(Annotations.lines(List.of(check(WORSE)), List.of(place), Checks.STRICT))
        .first()
        .asString()
        .startsWith("::error file=x.yaml,line=7,title=recsim%3A feed%3Acoverage REGRESSED");
  }

  @Test
  void summaryHasATableOfGuards() {
    assertThat(Checks.markdown(List.of(check(WORSE)), Checks.STRICT))
        .contains("| Verdict | Experiment | Guard | Baseline |")
        .contains("| **REGRESSED** | `notebook` | `feed:gini` | 0.2000 | 0.3000 | +0.1000 |")
        .contains("| IMPROVED | `notebook` | `feed` |")
        .doesNotContain("`notebook` | `feed` | 0.6000");
  }

  @Test
  void resultsHaveGuardsByAgentAndMetric() {
    CheckSummary summary = CheckJson.of(check(WORSE));
    assertThat(summary.outcome()).isEqualTo("regressed");
    assertThat(summary.agents()).singleElement().matches(it -> it.outcome().equals("improved"));
    assertThat(summary.guards())
        .extracting(it -> it.agent() + " " + it.metric() + " " + it.better() + " " + it.outcome())
        .containsExactly("feed coverage higher regressed", "feed gini lower regressed");
    assertThat(summary.guards().get(1).figures().difference()).isEqualTo(0.1);
  }

  @Test
  void pageHasASectionOfGuardsAndNamesThemOnTop() {
    assertThat(CheckSections.top(check(WORSE)).headline())
        .isEqualTo("Gini of feed rose by 0.1000, allowed 0.02 (and 1 more)");
    assertThat(CheckSections.top(check(WORSE)).sentence())
        .isEqualTo("1 agent better; 2 guards worse.");
    assertThat(CheckSections.top(check(WORSE)).details())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("feed:gini: 0.3000 against 0.2000"),
            second ->
                assertThat(second).startsWith("Coverage of feed fell by 16.7 %, allowed 5 %"));
    assertThat(CheckSections.of(check(WORSE)))
        .extracting(it -> it.id())
        .containsExactly("baseline", "guards");
  }

  @Test
  void guardsThatCannotBeJudgedSayWhatToDo() {
    Quantity clicks = new Quantity("clicks", false, new Margin(null, 1.0));
    Quantity zero = new Quantity("gini", true, new Margin(0.05, null));
    Snapshot none = Checks.snapshot(agent(8.7, Double.NaN, 0));
    CheckResult result =
        new Check(rule(clicks, COVERAGE, zero), Check.ALPHA)
            .against(none, Checks.snapshot(agent(8.7, 0.6, 0)), Changes.NONE);
    assertThat(CheckWords.lines(result))
        .containsExactly(
            "notebook: 1 agent identical; 1 guard not recorded, 1 no margin, 1 no value",
            "  feed:clicks NOT RECORDED: the baseline has no values of the metric clicks",
            "  feed:coverage NO VALUE: the metric coverage has no value on 10 of 10 seeds, and on 0"
                + " of 10 in the baseline",
            "  feed:gini NO MARGIN: the margin {relative: 0.05} is a share of the mean in the"
                + " baseline, which may be 0; use absolute",
            "  record the baseline again, with the code from before the change: mvn compile recsim:run"
                + " recsim:baseline -Drecsim.experiment=notebook",
            "  give the guard an absolute margin",
            "  fix the agent, guard another metric, or accept that it has no value: mvn compile recsim:run"
                + " recsim:baseline -Drecsim.experiment=notebook -Drecsim.accept=feed:coverage");
    assertThat(CheckFinding.of(result))
        .filteredOn(it -> !it.outcome().holds())
        .extracting(CheckFinding::outcome)
        .containsExactly(Outcome.NOT_RECORDED, Outcome.NO_VALUE, Outcome.NO_MARGIN)
        .allMatch(it -> Checks.LENIENT.severity(it) == BuildRules.Severity.FAILURE);
  }

  @Test
  void recordingNamesGuardsAndCountsThemInWhatItProposes() {
    AgentScores noisy = noisy();
    Rule rule = rule(COVERAGE, GINI);
    List<String> lines =
        BaselineWords.lines(
            new NewBaseline(null, Checks.snapshot(noisy), null, List.of(), Set.of()),
            rule,
            Check.ALPHA);
    assertThat(lines)
        .hasSize(7)
        .anyMatch(it -> it.startsWith("feed:coverage: 0.600 on 10 seeds; with other random"))
        .contains(
            "feed:gini: 0.2000 on 10 seeds; no variation between seeds, so any loss beyond the"
                + " margin is detected")
        .anyMatch(
            it ->
                it.matches(
                    "1 agent and 2 guards, with other random numbers: UNDECIDED in at most"
                        + " \\d.*% of builds"))
        .anyMatch(it -> it.matches(" {2}trials: \\{seeds: 0..\\d+}"))
        .anyMatch(it -> it.matches(" {2}baseline: \\{guard: \\{coverage: \\{relative: 0.\\d+}}}"))
        .noneMatch(it -> it.contains("claims:"));
    // The score is never UNDECIDED, so without guards nothing is proposed.
    assertThat(
            BaselineWords.lines(
                new NewBaseline(null, Checks.snapshot(noisy), null, List.of(), Set.of()),
                rule(),
                Check.ALPHA))
        .hasSize(1);
  }

  private static AgentScores noisy() {
    AgentScores plain = agent(8.7, 0.6, 0.2);
    List<SeedScore> scores = new ArrayList<>();
    for (SeedScore it : plain.scores()) {
      double coverage = 0.6 + (it.seed() % 2 == 0 ? 0.03 : -0.03);
      scores.add(
          new SeedScore(
              it.seed(), it.score(), it.digest(), Map.of("coverage", coverage, "gini", 0.2)));
    }
    return new AgentScores(
        "feed", plain.type(), false, plain.engine(), scores, plain.failed(), plain.curve());
  }

  @Test
  void whereLowerIsBetterEveryVerdictSaysSo() {
    Snapshot less = Checks.snapshot(agent(8.7, 0.6, 0.1));
    assertThat(CheckFinding.of(check(less)).get(2).words().sentence())
        .contains("feed:gini IMPROVED: 0.1000 against 0.2000 in the baseline, 0.1000 less")
        .endsWith("; lower is better; significantly better");
    Snapshot little = Checks.snapshot(agent(8.7, 0.6, 0.21));
    assertThat(CheckFinding.of(check(little)).get(2).words().sentence())
        .contains("feed:gini HOLDS: ", "0.0100 more")
        .endsWith("; lower is better");
  }

  @Test
  void claimsOnMetricsSayBetterOrWorse() {
    Claim.NotWorseThan gini = new Claim.NotWorseThan("a", GINI, "b");
    assertThat(
            Stream.of(gini, gini.strictly())
                .map(it -> Checks.claim(it, Outcome.BROKEN, -0.12, new Interval(-.13, -.11)))
                .map(ClaimWords::sentence))
        .containsExactly(
            "claim \"a gini not_worse_than b\" BROKEN: 0.120 worse than b (98 % interval -0.130 to"
                + " -0.110; margin 0; 10 seeds)",
            "claim \"a gini beats b\" BROKEN: 0.120 worse than b (98 % interval -0.130 to -0.110;"
                + " 10 seeds)");
    assertThat(
            ClaimWords.sentence(
                Checks.claim(gini.strictly(), Outcome.HOLDS, 0.12, new Interval(.11, .13))))
        .contains("0.120 better than b");
    assertThat(
            ClaimWords.sentence(
                Checks.claim(
                    new Claim.Beats("a", "b"), Outcome.BROKEN, -0.12, new Interval(-.13, -.11))))
        .contains("0.120 less than b");
  }
}
