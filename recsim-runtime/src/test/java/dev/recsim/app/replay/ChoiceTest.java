package dev.recsim.app.replay;

import static dev.recsim.report.sessions.ReplayedSessions.Reason.BEST;
import static dev.recsim.report.sessions.ReplayedSessions.Reason.LARGEST_GAIN;
import static dev.recsim.report.sessions.ReplayedSessions.Reason.LARGEST_LOSS;
import static dev.recsim.report.sessions.ReplayedSessions.Reason.MEDIAN;
import static dev.recsim.report.sessions.ReplayedSessions.Reason.WORST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private static final double[] REWARDS = {3, 1, 9, 5, 4};

  @Test
  void medianBestAndWorstSession() {
    assertThat(Choice.of(REWARDS))
        .containsExactly(
            new Choice(4, List.of(MEDIAN)),
            new Choice(2, List.of(BEST)),
            new Choice(1, List.of(WORST)));
  }

  @Test
  void largestDifferences() {
    assertThat(Choice.of(REWARDS, new double[] {3, 6, 8, 1, 4}))
        .containsExactly(
            new Choice(4, List.of(MEDIAN)),
            new Choice(2, List.of(BEST)),
            new Choice(1, List.of(WORST, LARGEST_LOSS)),
            new Choice(3, List.of(LARGEST_GAIN)));
  }

  @Test
  void agentThatNeverLosesHasNoLargestLoss() {
    assertThat(Choice.loss(REWARDS, new double[] {3, 0, 0, 0, 0})).isEmpty();
    assertThat(Choice.of(REWARDS, REWARDS)).isEqualTo(Choice.of(REWARDS));
  }

  @Test
  void singleSessionIsAllThree() {
    assertThat(Choice.of(new double[] {2}))
        .containsExactly(new Choice(0, List.of(MEDIAN, BEST, WORST)));
  }
}
