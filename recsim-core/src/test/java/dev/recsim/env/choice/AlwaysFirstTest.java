package dev.recsim.env.choice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.contract.ChoiceModelContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlwaysFirstTest extends ChoiceModelContract {
  @Override
  protected ChoiceModel model() {
    AlwaysFirstProvider provider = new AlwaysFirstProvider();
    return provider.create(provider.defaults());
  }

  @Override
  protected List<double[]> slates() {
    return List.of(new double[] {0, 0}, new double[] {-5, 5, 0});
  }

  /** It does not look at scores, and so needs none. */
  @Override
  protected List<double[]> refused() {
    return List.of();
  }

  @Test
  void firstPositionIsClickedWhateverTheScores() {
    assertThat(model().probabilities(new double[] {Double.NaN, 9})).containsExactly(1, 0, 0);
  }
}
