package dev.recsim.env.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.contract.ChoiceModelContract;
import dev.recsim.env.choice.MultinomialProportionalProvider.MultinomialProportional;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultinomialProportionalTest extends ChoiceModelContract {
  @Override
  protected ChoiceModel model() {
    return proportional(-1, 1);
  }

  @Override
  protected List<double[]> slates() {
    return List.of(new double[] {1, -1, 0.5}, new double[] {-1, -1}, new double[] {0, 9, 3, 0.2});
  }

  @Override
  protected List<double[]> refused() {
    List<double[]> refused = new ArrayList<>(super.refused());
    refused.add(new double[] {0, -1.001});
    return refused;
  }

  @Override
  protected boolean dependsOnPositions() {
    return false;
  }

  private static ChoiceModel.Luce proportional(double minNormalizer, double noClickMass) {
    return (ChoiceModel.Luce)
        new MultinomialProportionalProvider()
            .create(new MultinomialProportional(minNormalizer, noClickMass));
  }

  /** RecSim's own test: scores 1 and 0.96. */
  @Test
  void leastScoreIsTakenFromScoresAndFromTheNoClickMass() {
    ChoiceModel.Luce model = proportional(.5, .5);

    assertThat(model.weight(1)).isEqualTo(.5);
    assertThat(model.weight(.96)).isCloseTo(.46, within(1e-15));
    assertThat(model.noClickWeight()).isZero();
    assertThat(model.probabilities(new double[] {1, .96}))
        .containsExactly(new double[] {.5 / .96, .46 / .96, 0}, within(1e-15));
    assertThat(new MultinomialProportionalProvider().defaults().noClickMass()).isZero();
  }

  /** RecSim divides 0 by 0 there. */
  @Test
  void nothingIsClickedWhereAllWeightsAreZero() {
    assertThat(proportional(-1, -1).probabilities(new double[] {-1, -1})).containsExactly(0, 0, 1);
  }

  @Test
  void negativeWeightsAreErrorsThatNameTheCure() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> proportional(-1, 0).probabilities(new double[] {0, -2}))
        .withMessage("the score -2.0 is below min_normalizer -1.0; lower min_normalizer");
    assertThatExceptionOfType(InvalidOption.class)
        .isThrownBy(() -> new MultinomialProportional(0, -0.5))
        .withMessage("must be at least min_normalizer, 0.0, but is -0.5")
        .matches(e -> e.option().equals("noClickMass"));
  }
}
