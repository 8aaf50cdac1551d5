package com.example.podcasts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.contract.ChoiceModelContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the rules of all choice models, and that hidden positions are never played. */
class LockScreenTest extends ChoiceModelContract {
  @Override
  protected ChoiceModel model() {
    return new LockScreen(2, 1);
  }

  @Override
  protected List<double[]> slates() {
    return List.of(new double[] {0, 0}, new double[] {1, 3, 2}, new double[] {-1, 0.5, 9, 9});
  }

  @Test
  void whatDoesNotFitOnTheScreenIsNeverPlayed() {
    double[] probabilities = model().probabilities(new double[] {1, 1, 9});

    assertThat(probabilities).containsExactly(1 / 3.0, 1 / 3.0, 0, 1 / 3.0);
  }
}
