package dev.recsim.report.check;

import static dev.recsim.report.check.Checks.claim;
import static dev.recsim.report.check.Checks.comparison;
import static dev.recsim.report.check.Checks.regressed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Basis;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.rule.Change;
import dev.recsim.rule.Claim;
import dev.recsim.stats.Interval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AnnotationsTest {
  private static final SourceLines PLACE =
      new SourceLines(
          "experiments/notebook.yaml", Map.of("actor_critic", 12), Map.of(), List.of(29, 30));

  /** What the runner takes for a command. */
  private static final Pattern COMMAND = Pattern.compile("::(error|warning) ([^:]*)::(.*)");

  private static CheckResult mixed() {
    return CheckResult.of("notebook", Basis.of(Outcome.COMPARED))
        .withComparisons(
            List.of(
                comparison("random", Outcome.IDENTICAL, 1, 1, null, 0),
                regressed("actor_critic"),
                comparison("slate_q", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.40, .16), 34)))
        .withClaims(
            List.of(
                claim(new Claim.Beats("a", "b"), Outcome.HOLDS, 1, new Interval(.5, 1.5)),
                claim(new Claim.Beats("b", "a"), Outcome.BROKEN, -1, new Interval(-1.5, -.5))));
  }

  @Test
  void verdictsStandAtTheirLines() {
    assertThat(lines(mixed(), PLACE, new BuildRules(true, true, OnUndecided.WARN)))
        .containsExactly(
            "::error file=experiments/notebook.yaml,line=12,title=recsim%3A actor_critic"
                + " REGRESSED by 0.61%2C 6.8 %25; margin 0.18::actor_critic REGRESSED: 8.31 a session against 8.92 in the"
                + " baseline, a drop of 0.61 (6.8 %25; 98 %25 interval -0.72 to -0.50; margin"
                + " 0.18; 10 seeds, paired)%0Afix the agent, or accept the drop: mvn"
                + " compile recsim:run recsim:baseline -Drecsim.experiment=notebook"
                + " -Drecsim.accept=actor_critic",
            "::warning file=experiments/notebook.yaml,line=1,title=recsim%3A slate_q"
                + " UNDECIDED::slate_q UNDECIDED: 8.80 a session against 8.92 in the baseline,"
                + " 0.12 less (1.3 %25; 98 %25 interval -0.40 to 0.16; margin 0.18; 10"
                + " seeds, paired); about 34 seeds would decide%0Ato decide, raise"
                + " trials.seeds or baseline.max_seeds; for an agent also record the baseline"
                + " again, with the code from before the change",
            "::error file=experiments/notebook.yaml,line=30,title=recsim%3A \"b beats a\""
                + " BROKEN::claim \"b beats a\" BROKEN: 1.0 less than a (98 %25 interval -1.5 to"
                + " -0.5; 10 seeds)%0Afix the agent or change the claim: no baseline makes a"
                + " claim hold");
  }

  @Test
  void changedExperimentListsItsKeys() {
    assertThat(
            lines(
                Checks.changed("notebook", new Change("agents.a.gamma", "0.8", "0.99")),
                PLACE,
                Checks.LENIENT))
        .singleElement()
        .asString()
        .startsWith(
            "::error file=experiments/notebook.yaml,line=1,title=recsim%3A ARENA"
                + " CHANGED%3A agents.a.gamma::ARENA CHANGED, scores are not comparable")
        .contains("%0A- agents.a.gamma 0.8 -> 0.99%0Aundo the change, or accept it: mvn");
  }

  @Test
  void nothingIsSaidOfWhatHolds() {
    assertThat(
            lines(
                Checks.compared("quick", comparison("a", Outcome.IDENTICAL, 1, 1, null, 0)),
                PLACE,
                Checks.STRICT))
        .isEmpty();
    assertThat(lines(Checks.unread("quick", Outcome.NO_BASELINE, null), PLACE, Checks.LENIENT))
        .isEmpty();
  }

  @Test
  void foreignTextComesBackAsItWasAndIsNoCommand() {
    List<String> lines = lines(Checks.hostile(), SourceLines.of(Checks.HOSTILE), Checks.STRICT);
    String plain = Phrases.line(Checks.HOSTILE);

    assertThat(lines).hasSize(6);
    for (String line : lines) {
      Matcher command = COMMAND.matcher(line);
      assertThat(command.matches()).as(line).isTrue();
      Map<String, String> properties = new HashMap<>();
      for (String property : command.group(2).split(",")) {
        int equals = property.indexOf('=');
        properties.put(property.substring(0, equals), undo(property.substring(equals + 1)));
      }
      assertThat(properties).containsOnlyKeys("file", "line", "title").containsEntry("file", plain);
      assertThat(properties.get("title")).startsWith("recsim: ");
      assertThat(undo(command.group(3)).lines()).noneMatch(it -> it.startsWith("::"));
    }
    assertThat(undo(lines.get(3)))
        .contains(plain + " INCOMPLETE in the recorded experiment: " + plain);
  }

  @Test
  void experimentsFollowEachOtherAtTheirOwnFiles() {
    assertThat(
            Annotations.lines(
                List.of(mixed(), Checks.changed("quick", new Change("seed", "1", "2"))),
                List.of(PLACE, SourceLines.of("experiments/quick.yaml")),
                Checks.LENIENT))
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .containsExactly(
            "::warning file=experiments/notebook.yaml",
            "::warning file=experiments/notebook.yaml",
            "::warning file=experiments/notebook.yaml",
            "::error file=experiments/quick.yaml");
  }

  private static List<String> lines(CheckResult result, SourceLines place, BuildRules rules) {
    return Annotations.lines(List.of(result), List.of(place), rules);
  }

  /** As the runner does it. */
  private static String undo(String text) {
    return text.replace("%2C", ",")
        .replace("%3A", ":")
        .replace("%0A", "\n")
        .replace("%0D", "\r")
        .replace("%25", "%");
  }
}
