package dev.recsim.env.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.contract.ChoiceModelContract;
import dev.recsim.env.choice.ExponentialCascadeProvider.ExponentialCascade;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExponentialCascadeTest extends ChoiceModelContract {
  @Override
  protected ChoiceModel model() {
    return cascade(.9, .65, .2);
  }

  @Override
  protected List<double[]> slates() {
    return List.of(new double[] {1, 0.96}, new double[] {-1, 1.6, 0, 1, 1.2});
  }

  @Override
  protected List<double[]> refused() {
    List<double[]> refused = new ArrayList<>(super.refused());
    refused.add(new double[] {1, 1.7});
    return refused;
  }

  private static ChoiceModel cascade(double attention, double decay, double scaling) {
    return new ExponentialCascadeProvider()
        .create(new ExponentialCascade(attention, decay, scaling));
  }

  /** With attention a and t = b exp(x): a t for the first, (1 - a t) a t for the second. */
  @Test
  void eachPositionIsReachedIfNothingBeforeItWasClicked() {
    double first = .8 * .1 * StrictMath.exp(1);
    double second = .8 * .1 * StrictMath.exp(.5);

    assertThat(cascade(.8, 1, .1).probabilities(new double[] {1, .5}))
        .containsExactly(
            new double[] {first, (1 - first) * second, (1 - first) * (1 - second)}, within(1e-15));
  }

  /** The SlateQ paper's beta0 = 1 and beta = 0.65, of documents clicked for sure when looked at. */
  @Test
  void attentionDecaysGeometrically() {
    assertThat(cascade(1, .65, 1).probabilities(new double[] {0, 0, 0}))
        .containsExactly(new double[] {1, 0, 0, 0}, within(1e-15));
    assertThat(cascade(.8, .65, 1).probabilities(new double[] {0, 0, 0}))
        .containsExactly(
            new double[] {
              .8, .2 * .8 * .65, .2 * .48 * .8 * .65 * .65, .2 * .48 * (1 - .8 * .65 * .65)
            },
            within(1e-15));
  }

  @Test
  void attentionAndScalingOutOfRangeAreErrors() {
    assertThatExceptionOfType(InvalidOption.class)
        .isThrownBy(() -> Options.check(new ExponentialCascade(2, 1, .1)))
        .withMessage("must be between 0 and 1, but is 2");
    assertThatExceptionOfType(InvalidOption.class)
        .isThrownBy(() -> Options.check(new ExponentialCascade(1, 1, -1)))
        .withMessage("must be 0 or more, but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cascade(1, 1, 1).probabilities(new double[] {0, .1}))
        .withMessageContaining("lower score_scaling");
  }

  @Test
  void defaultsLookAtEveryPosition() {
    assertThat(new ExponentialCascadeProvider().defaults())
        .isEqualTo(new ExponentialCascade(1, 1, .05));
  }
}
