package dev.recsim.env.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.contract.ChoiceModelContract;
import dev.recsim.env.choice.MultinomialLogitProvider.MultinomialLogit;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class MultinomialLogitTest extends ChoiceModelContract {
  @Override
  protected ChoiceModel model() {
    return logit(1.0);
  }

  @Override
  protected List<double[]> slates() {
    return List.of(
        new double[] {1, 0.96}, new double[] {-1, 0, 3, 2, 1}, new double[] {800, 0, 799});
  }

  @Override
  protected boolean dependsOnPositions() {
    return false;
  }

  private static ChoiceModel.Luce logit(Double noClickMass) {
    return (ChoiceModel.Luce)
        new MultinomialLogitProvider().create(new MultinomialLogit(noClickMass));
  }

  @Test
  void probabilitiesAreTheSoftmax() {
    double[] logs = DoubleStream.of(1, 2, 3, 4).map(StrictMath::log).toArray();
    double[] negative = DoubleStream.of(logs).map(x -> -x).toArray();

    assertThat(logit(null).probabilities(logs))
        .containsExactly(new double[] {.1, .2, .3, .4, 0}, within(1e-15));
    assertThat(logit(null).probabilities(negative))
        .containsExactly(new double[] {.48, .24, .16, .12, 0}, within(1e-15));
  }

  /** The user (0.8, 0.6) and the documents (0.8, 0.6) and (0.6, 0.8) of RecSim's own test. */
  @Test
  void noClickMassIsALogitAndWithoutOneThereIsAlwaysAClick() {
    double[] scores = {1, 0.96};

    assertThat(new MultinomialLogitProvider().defaults()).isEqualTo(new MultinomialLogit(null));
    assertThat(logit(null).probabilities(scores))
        .containsExactly(new double[] {.5100, .4900, 0}, within(5e-5));
    assertThat(logit(1.0).probabilities(scores))
        .containsExactly(new double[] {.33775, .32450, .33775}, within(5e-6));
  }

  @Test
  void weightsAreExponentialsInTheSameProportions() {
    ChoiceModel.Luce model = logit(0.5);
    double[] probabilities = model.probabilities(new double[] {2, -1});

    assertThat(model.weight(2)).isEqualTo(StrictMath.exp(2));
    assertThat(model.noClickWeight()).isEqualTo(StrictMath.exp(0.5));
    assertThat(logit(null).noClickWeight()).isZero();
    assertThat(probabilities[0] / probabilities[2])
        .isCloseTo(model.weight(2) / model.noClickWeight(), within(1e-12));
  }

  @Test
  void emptySlateIsNotClickedEvenWhereSomethingAlwaysIs() {
    assertThat(logit(null).probabilities(new double[0])).containsExactly(1);
  }

  @Test
  void greatScoresHaveProbabilitiesButNoWeight() {
    assertThat(logit(0.0).probabilities(new double[] {1e6, 1e6}))
        .containsExactly(new double[] {.5, .5, 0}, within(1e-15));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> logit(0.0).weight(1e6))
        .withMessageContaining("scale scores down");
  }
}
