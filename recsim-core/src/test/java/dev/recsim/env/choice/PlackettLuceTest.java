package dev.recsim.env.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.contract.ChoiceModelContract;
import dev.recsim.env.choice.MultinomialLogitProvider.MultinomialLogit;
import dev.recsim.env.choice.PlackettLuceProvider.PlackettLuceOptions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PlackettLuceTest extends ChoiceModelContract {
  @Override
  protected ChoiceModel model() {
    return model(0.0, 2);
  }

  @Override
  protected List<double[]> slates() {
    return List.of(new double[] {0, 1}, new double[] {.5, -1, 2, 0, 1}, new double[] {3, 3, 3});
  }

  @Override
  protected boolean dependsOnPositions() {
    return false;
  }

  private static ChoiceModel model(Double noClickMass, int maxClicks) {
    return new PlackettLuceProvider()
        .create(
            new PlackettLuceOptions(
                new Part<>(new MultinomialLogitProvider(), new MultinomialLogit(noClickMass)),
                maxClicks));
  }

  /** Choice by choice, as the model is defined. */
  private static double[] law(double[] scores, Double noClickMass, int maxClicks) {
    double[] weights = new double[scores.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = StrictMath.exp(scores[i]);
    }
    double[] law = new double[1 << scores.length];
    choose(weights, noClickMass == null ? 0 : StrictMath.exp(noClickMass), maxClicks, 0, 1, law);
    return law;
  }

  private static void choose(
      double[] weights, double none, int choices, int set, double probability, double[] law) {
    double sum = none;
    for (int i = 0; i < weights.length; i++) {
      sum += (set >> i & 1) == 1 ? 0 : weights[i];
    }
    if (choices == 0 || set == law.length - 1) {
      law[set] += probability;
      return;
    }
    law[set] += probability * none / sum;
    for (int i = 0; i < weights.length; i++) {
      if ((set >> i & 1) == 0) {
        choose(weights, none, choices - 1, set | 1 << i, probability * weights[i] / sum, law);
      }
    }
  }

  @Test
  void probabilitiesAreThoseOfTheChoicesInTurn() {
    double[] scores = {.5, -1, 2, 0, -9};
    for (Double none : new Double[] {null, -30.0, 0.0, 5.0}) {
      for (int maxClicks = 1; maxClicks <= 6; maxClicks++) {
        ClickSets.assertMarginals(model(none, maxClicks), scores, law(scores, none, maxClicks));
      }
    }
  }

  @Test
  void clicksAreDrawnTogetherAsTheChoicesInTurnAre() {
    double[] scores = {.5, -1, 1, 0};
    for (int maxClicks = 1; maxClicks <= 4; maxClicks++) {
      ClickSets.assertDrawn(model(0.0, maxClicks), scores, law(scores, 0.0, maxClicks));
      ClickSets.assertDrawn(model(null, maxClicks), scores, law(scores, null, maxClicks));
    }
  }

  @Test
  void singleChoiceIsTheOneItIsMadeOf() {
    double[] scores = {.5, -1, 2};

    assertThat(model(0.0, 1).severalClicks()).isFalse();
    assertThat(model(0.0, 1).probabilities(scores))
        .containsExactly(new Logit(0).probabilities(scores), within(0.0));
  }

  @Test
  void onlyModelsOfLucesTypeAreRepeated() {
    AlwaysFirstProvider first = new AlwaysFirstProvider();
    PlackettLuceOptions options = new PlackettLuceOptions(new Part<>(first, first.defaults()), 2);

    assertThatExceptionOfType(InvalidOption.class)
        .isThrownBy(() -> new PlackettLuceProvider().create(options))
        .withMessageContaining("but is always_first")
        .matches(e -> e.option().equals("single"));
  }
}
