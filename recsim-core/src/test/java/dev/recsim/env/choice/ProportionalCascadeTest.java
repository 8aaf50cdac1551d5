package dev.recsim.env.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.contract.ChoiceModelContract;
import dev.recsim.env.choice.ProportionalCascadeProvider.ProportionalCascade;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ProportionalCascadeTest extends ChoiceModelContract {
  @Override
  protected ChoiceModel model() {
    return cascade(.65, .9, .4, -1);
  }

  @Override
  protected List<double[]> slates() {
    return List.of(new double[] {-1, 1.5, 0.2}, new double[] {1, 1, 1, 1, 1, 1});
  }

  @Override
  protected List<double[]> refused() {
    List<double[]> refused = new ArrayList<>(super.refused());
    refused.add(new double[] {1.4, 1.6});
    refused.add(new double[] {0, -1.1});
    return refused;
  }

  private static ChoiceModel cascade(double attention, double decay, double scaling, double least) {
    return new ProportionalCascadeProvider()
        .create(new ProportionalCascade(attention, decay, scaling, least));
  }

  /** RecSim's own test. */
  @Test
  void probabilitiesFallFromPositionToPosition() {
    assertThat(cascade(.5, 1, .1, -1).probabilities(new double[] {0, 0, 0}))
        .containsExactly(new double[] {.05, .0475, .045125, .857375}, within(1e-15));
  }

  @Test
  void attentionAndScalingOutOfRangeAreErrors() {
    assertThatExceptionOfType(InvalidOption.class)
        .isThrownBy(() -> Options.check(new ProportionalCascade(2, 1, .1, -1)))
        .withMessage("must be between 0 and 1, but is 2");
    assertThatExceptionOfType(InvalidOption.class)
        .isThrownBy(() -> Options.check(new ProportionalCascade(1, 1, -1, -1)))
        .withMessage("must be 0 or more, but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cascade(1, 1, .6, -1).probabilities(new double[] {1}))
        .withMessageContaining("lower score_scaling");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cascade(1, 1, .6, -1).probabilities(new double[] {-1.5}))
        .withMessageContaining("lower min_normalizer");
  }

  @Test
  void luckIsTheDocumentsWhereverItStands() {
    ChoiceModel model = cascade(1, 1, .25, -1);
    double[] equal = {1, 1};
    for (int i = 0; i < 1_000; i++) {
      RandomKey key = RandomKey.root(i);
      int[] clicks = model.choose(equal, new int[] {4, 7}, key);
      int[] turned = model.choose(equal, new int[] {7, 4}, key);

      assertThat(clicks.length).as("whether any of them is clicked").isEqualTo(turned.length);
      boolean both = key.uniform(5) < .5 && key.uniform(8) < .5;
      assertThat(clicks.length == 1 && clicks[0] == turned[0])
          .as("the first wins only where the other would have been clicked too")
          .isEqualTo(both);
    }
  }
}
