package dev.recsim.ope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.ope.evaluation.Arena.Table;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.ope.evaluation.PolicyEvaluation.Comparison;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All limits are 6 standard errors, with fixed keys. */
@Tag("slow")
class PolicyEvaluationTest {
  private static final RandomKey KEY = RandomKey.root(8);
  private static final Settings SETTINGS = new Settings(1, null, null, 0.025, KEY);

  @TempDir Path folder;

  private Evaluated evaluate(Arena arena, Table logging, int sessions, List<Target> targets) {
    Log log = arena.log(logging, sessions, KEY, folder.resolve("log.csv"));
    return PolicyEvaluation.of(
        Survey.of(log), targets, List.of(new Comparison("target", "logged")), SETTINGS);
  }

  @Test
  void decisionsApproachTheExactValue() {
    Arena arena = Arena.matrix(6, 1);
    Table logging = arena.softmax(0);
    Table better = arena.softmax(3);
    Evaluated evaluated = evaluate(arena, logging, 20_000, List.of(arena.target("target", better)));
    assertThat(evaluated.kind()).isEqualTo("decisions");
    assertThat(evaluated.logged().value())
        .isCloseTo(arena.value(logging), within(6 * evaluated.logged().standardError()));
    OfTarget target = evaluated.targets().get(0);
    for (Estimated each : target.estimates()) {
      double tolerance = each.interval().map(it -> 3.1 * it.halfWidth()).orElse(0.05);
      assertThat(each.value())
          .as(each.estimator())
          .isCloseTo(arena.value(better), within(tolerance));
    }
    assertThat(evaluated.differences().get(0).spread().orElseThrow().bounds(0.01).low())
        .isPositive();
  }

  @Test
  void shortSessionsApproachTheExactValue() {
    Arena arena = Arena.matrix(4, 3);
    Table logging = arena.softmax(0);
    Table target = arena.softmax(1);
    Evaluated evaluated = evaluate(arena, logging, 20_000, List.of(arena.target("target", target)));
    assertThat(evaluated.kind()).isEqualTo("sessions");
    List<Estimated> estimates = evaluated.targets().get(0).estimates();
    assertThat(estimates)
        .extracting(Estimated::estimator)
        .containsExactly("wdr", "dr", "sn_pdis", "pdis", "sn_tis", "tis", "dm");
    for (Estimated each : estimates.subList(0, 6)) {
      assertThat(each.value())
          .as(each.estimator())
          .isCloseTo(arena.value(target), within(6 * each.standardError()));
    }
  }

  /** The weights of the logged policy are 1, so every estimator is the mean reward. */
  @Test
  void loggedPolicyHasItsMeanReward() {
    Arena arena = Arena.matrix(4, 1);
    Table logging = arena.softmax(1);
    Evaluated evaluated = evaluate(arena, logging, 2_000, List.of(arena.target("target", logging)));
    OfTarget target = evaluated.targets().get(0);
    assertThat(target.weights().effectiveSample()).isCloseTo(2_000, within(1e-6));
    for (Estimated each : target.estimates()) {
      if (List.of("ips", "snips").contains(each.estimator())) {
        assertThat(each.value()).isCloseTo(evaluated.logged().value(), within(1e-12));
      }
    }
  }

  @Test
  void deterministicLogsAnswerOnlyForThemselves() {
    Arena arena = Arena.matrix(4, 1);
    Table greedy = arena.softmax(100_000);
    Evaluated evaluated =
        evaluate(
            arena,
            greedy,
            2_000,
            List.of(arena.target("target", greedy), arena.target("other", arena.softmax(0))));
    assertThat(evaluated.targets().get(0).refused()).isFalse();
    assertThat(evaluated.targets().get(1).refused()).isTrue();
    assertThat(evaluated.targets().get(1).estimates()).isEmpty();
  }

  @Test
  void logsWithoutPropensitiesAreRefused() throws IOException {
    Path file = folder.resolve("log.csv");
    Files.writeString(file, "item,click\n" + "1,0\n2,1\n".repeat(500));
    LogColumns columns =
        new LogColumns(null, null, null, null, null, "item", null, "click", null, null);
    Log log = Log.of(new LogOptions(file.toString(), columns, ",", null, 0), folder, List.of());
    Survey survey = Survey.of(log);
    Evaluated evaluated =
        PolicyEvaluation.of(survey, List.of(new Target.Uniform("u", survey)), List.of(), SETTINGS);
    assertThat(evaluated.targets().get(0).refusals())
        .singleElement()
        .asString()
        .startsWith("the weights of 1,000 sessions are unknown");
  }

  @Test
  void rewardsThatNeverVaryAreRefusedAndFewAreWarnedOf() throws IOException {
    assertThat(uniform("1,0,.5\n2,0,.5\n".repeat(500), "").refusals())
        .singleElement()
        .asString()
        .startsWith("all sessions have the same reward");
    assertThat(uniform("1,0,.5\n2,0,.5\n".repeat(800), "1,1,.5\n".repeat(12)).warnings())
        .containsExactly(
            "only 12 sessions have more than the smallest reward: intervals may be too narrow");
  }

  private OfTarget uniform(String rows, String more) throws IOException {
    Path file = folder.resolve("log.csv");
    Files.writeString(file, "item,click,p\n" + rows + more);
    LogColumns columns =
        new LogColumns(null, null, null, null, null, "item", null, "click", "p", null);
    Log log = Log.of(new LogOptions(file.toString(), columns, ",", null, 0), folder, List.of());
    Survey survey = Survey.of(log);
    List<Target> targets = List.of(new Target.Uniform("u", survey));
    return PolicyEvaluation.of(survey, targets, List.of(), SETTINGS).targets().get(0);
  }

  @Test
  void environmentMustHaveTheStatesAndDocumentsOfTheLog() {
    Arena arena = Arena.matrix(6, 1);
    Log log = arena.log(arena.softmax(0), 500, KEY, folder.resolve("log.csv"));
    Survey survey = Survey.of(log);
    assertThat(PolicyTarget.mismatch(survey, arena.space())).isEmpty();
    assertThat(PolicyTarget.mismatch(survey, Arena.matrix(3, 1).space()).orElseThrow())
        .contains("but those of the environment are 0 to 2");
  }
}
