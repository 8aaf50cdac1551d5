package dev.recsim.app.replay;

import static dev.recsim.explain.replay.Replayed.Reason.BEST;
import static dev.recsim.explain.replay.Replayed.Reason.LARGEST_GAIN;
import static dev.recsim.explain.replay.Replayed.Reason.LARGEST_LOSS;
import static dev.recsim.explain.replay.Replayed.Reason.MEDIAN;
import static dev.recsim.explain.replay.Replayed.Reason.WORST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.explain.replay.Replay.Pair;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionChoiceTest {
  private static final double[] REWARDS = {3, 1, 9, 5, 4};

  @Test
  void medianBestAndWorstSession() {
    assertThat(SessionChoice.byReward(REWARDS))
        .containsExactly(Map.entry(MEDIAN, 4), Map.entry(BEST, 2), Map.entry(WORST, 1));
  }

  @Test
  void largestDifferences() {
    List<String> agents = List.of("a", "b");
    assertThat(SessionChoice.pairs(SessionChoice.of(REWARDS, new double[] {3, 6, 8, 1, 4}), agents))
        .containsExactly(
            new Pair(4, List.of(MEDIAN), agents),
            new Pair(2, List.of(BEST), agents),
            new Pair(1, List.of(WORST, LARGEST_LOSS), agents),
            new Pair(3, List.of(LARGEST_GAIN), agents));
  }

  @Test
  void agentThatNeverLosesHasNoLargestLoss() {
    assertThat(SessionChoice.loss(REWARDS, new double[] {3, 0, 0, 0, 0})).isEmpty();
    assertThat(SessionChoice.of(REWARDS, REWARDS)).isEqualTo(SessionChoice.byReward(REWARDS));
  }

  @Test
  void singleSessionIsAllThree() {
    assertThat(SessionChoice.pairs(SessionChoice.byReward(new double[] {2}), List.of("a")))
        .containsExactly(new Pair(0, List.of(MEDIAN, BEST, WORST), List.of("a")));
  }
}
