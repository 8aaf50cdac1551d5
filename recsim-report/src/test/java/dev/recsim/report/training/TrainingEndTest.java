package dev.recsim.report.training;

import static dev.recsim.trial.schedule.Ending.BUDGET;
import static dev.recsim.trial.schedule.Ending.PLATEAU;
import static dev.recsim.trial.schedule.Ending.SCHEDULE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Options;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.schedule.Ending;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingEndTest {
  private static final String SEARCH =
      "search over its learning rate and discount (search:, see docs/search.md)";

  @Test
  void plateauIsNamedWithItsStepsAndSeeds() {
    TrainingEnd end = end(1_000_000L, trial(PLATEAU, 900_000), trial(PLATEAU, 1_100_000));
    assertThat(end.sentence())
        .isEqualTo("stopped improving after 1 M steps (plateau, 2 of 2 seeds)");
    assertThat(end.stillImproving()).isFalse();
    assertThat(end.cure()).isEqualTo(SEARCH);
    assertThat(end.meanSteps()).isEqualTo(1_000_000);
  }

  @Test
  void moreThanHalfOfTheSeedsDecide() {
    Completed early = trial(PLATEAU, 800_000);
    Completed bounded = trial(BUDGET, 1_000_009);
    assertThat(end(1_000_000L, early, bounded).sentence())
        .isEqualTo("stopped improving after 0.8 M steps (plateau, 1 of 2 seeds)");

    TrainingEnd most = end(1_000_000L, early, bounded, bounded);
    assertThat(most.stillImproving()).isTrue();
    assertThat(most.sentence())
        .isEqualTo(
            "was still improving at the bound of 1 M steps (2 of 3 seeds): raise"
                + " training.env_steps");
    assertThat(most.cure())
        .isEqualTo("it was still improving, so try training: {env_steps: 10000000}");
    assertThat(List.of(most.count(PLATEAU), most.count(BUDGET), most.count(SCHEDULE)))
        .containsExactly(1, 2, 0);
  }

  @Test
  void drawnSlatesAreNamedWithTheSeedsThatDraw() {
    Map<String, Double> figures = Map.of(Checkpoint.GREEDY_REWARD, .5);
    List<Checkpoint> curve =
        List.of(
            new Checkpoint(1, 9, 9, 1.0, null, null, figures, Map.of()),
            new Checkpoint(2, 9, 9, 1.0, null, null, Map.of(), Map.of()));
    Completed trial = trial(PLATEAU, 1_000_000, curve);
    Completed drawn = Options.with(trial, "kept_epoch", 1);
    Completed greedy = Options.with(trial, "kept_epoch", 2);
    String plateau = "stopped improving after 1 M steps (plateau, 2 of 2 seeds)";
    assertThat(end(1_000_000L, drawn, greedy).sentence())
        .isEqualTo(
            plateau
                + "; evaluated with drawn slates, which earned more in validation than the best"
                + " slates (1 of 2 seeds)");
    assertThat(end(1_000_000L, greedy, greedy).sentence()).isEqualTo(plateau);
  }

  @Test
  void boundIsRaisedNoFurtherThanAllowed() {
    assertThat(end(500_000_000L, trial(BUDGET, 500_000_003)).cure())
        .endsWith("{env_steps: 1000000000}");
  }

  @Test
  void agentThatPlansFewerStepsCanHaveMore() {
    TrainingEnd end = end(1_000_000L, trial(BUDGET, 50_001));
    assertThat(end.sentence())
        .isEqualTo(
            "was still improving after the 50,001 steps that it plans (1 of 1 seed): raise"
                + " training.env_steps");
    assertThat(end.cure())
        .isEqualTo("it was still improving, so try training: {env_steps: 500000}");
  }

  @Test
  void scheduleWasTooShortIfItsLastTenthIsClearlyTheBest() {
    assertThat(schedule(20, i -> i).sentence())
        .isEqualTo(
            "was still improving at the end of its schedule of 37,000 steps (1 of 1 seed): try"
                + " training: auto");
    assertThat(schedule(20, i -> i < 18 ? 5 : 5.02).stillImproving()).isTrue();
    assertThat(schedule(20, i -> i < 17 ? 5 : 5.02).stillImproving()).as("earlier").isFalse();
    assertThat(schedule(20, i -> 5 + i * 1e-4).stillImproving()).as("less than 0.2 %").isFalse();
    assertThat(schedule(20, i -> i < 19 ? -5 : -4.98).stillImproving()).as("negative").isTrue();
    assertThat(schedule(9, i -> i).stillImproving()).as("too few checkpoints").isFalse();
    assertThat(schedule(9, i -> i).sentence()).isEqualTo("completed its schedule of 37,000 steps");
    assertThat(schedule(9, i -> i).cure())
        .isEqualTo(
            "remove its training schedule, so that training lasts until a plateau (training: auto)");
  }

  @Test
  void agentThatDoesNotLearnHasNone() {
    assertThat(TrainingEnd.of(List.of(trial(null, 0)), null)).isEmpty();
  }

  private static TrainingEnd schedule(int checkpoints, IntToDoubleFunction score) {
    return end(
        null,
        trial(
            SCHEDULE,
            37_000,
            IntStream.range(0, checkpoints)
                .mapToObj(
                    i ->
                        new Checkpoint(
                            i + 1, i, i, null, null, score.applyAsDouble(i), Map.of(), Map.of()))
                .toList()));
  }

  private static TrainingEnd end(Long bound, Completed... trials) {
    return TrainingEnd.of(List.of(trials), Optional.ofNullable(bound)).orElseThrow();
  }

  private static Completed trial(Ending ending, long steps) {
    return trial(ending, steps, List.of());
  }

  private static Completed trial(Ending ending, long steps, List<Checkpoint> curve) {
    return new Completed(
        new TrialId("a", 0),
        new double[] {1},
        null,
        new int[] {1},
        null,
        new int[0],
        0,
        steps,
        0,
        0,
        ending,
        null,
        curve,
        Optional.empty(),
        Map.of(),
        Map.of(),
        null,
        null,
        new Cost(0, 0, 0));
  }
}
