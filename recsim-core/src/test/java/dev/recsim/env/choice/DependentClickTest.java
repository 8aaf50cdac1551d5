package dev.recsim.env.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.contract.ChoiceModelContract;
import dev.recsim.env.choice.DependentClickProvider.DependentClickOptions;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependentClickTest extends ChoiceModelContract {
  @Override
  protected ChoiceModel model() {
    return new DependentClickProvider()
        .create(new DependentClickOptions(Link.LOGISTIC, 2, 0, .8, List.of(.3, .6), .5));
  }

  @Override
  protected List<double[]> slates() {
    return List.of(new double[] {0, 1}, new double[] {.5, -1, 2, 0, 1});
  }

  private static ChoiceModel identity(List<Double> continuation, double decay) {
    return new DependentClickProvider()
        .create(new DependentClickOptions(Link.IDENTITY, 1, 0, 1, continuation, decay));
  }

  /** Examined: 1; .5 + .5 * .4 = .7; .7 (.5 + .5 * .2) = .42. */
  @Test
  void positionsAreExaminedAfterNoClickOrIfTheUserGoesOn() {
    assertThat(identity(List.of(.4), .5).probabilities(new double[] {.5, .5, .5}))
        .containsExactly(new double[] {.5, .35, .21, .125}, within(1e-15));
  }

  @Test
  void itIsACascadeWhereNobodyGoesOnAndPositionBasedWhereAllDo() {
    double[] scores = {.2, .7, .4};

    assertThat(identity(List.of(0.0), 1).probabilities(scores))
        .containsExactly(new double[] {.2, .56, .096, .144}, within(1e-15));
    assertThat(identity(List.of(1.0), 1).probabilities(scores))
        .containsExactly(new double[] {.2, .7, .4, .144}, within(1e-15));
  }

  @Test
  void clicksAreDrawnTogetherAsTheModelSays() {
    double[] a = {.6, .3, .8};
    double[] goesOn = {.5, .25};
    double[] law = new double[8];
    law[0b000] = .4 * .7 * .2;
    law[0b001] = .6 * (1 - goesOn[0] + goesOn[0] * .7 * .2);
    law[0b010] = .4 * .3 * (1 - goesOn[1] + goesOn[1] * .2);
    law[0b100] = .4 * .7 * .8;
    law[0b011] = .6 * goesOn[0] * .3 * (1 - goesOn[1] + goesOn[1] * .2);
    law[0b101] = .6 * goesOn[0] * .7 * .8;
    law[0b110] = .4 * .3 * goesOn[1] * .8;
    law[0b111] = .6 * goesOn[0] * .3 * goesOn[1] * .8;
    ChoiceModel model = identity(List.of(.5), .5);

    ClickSets.assertMarginals(model, a, law);
    ClickSets.assertDrawn(model, a, law);
  }

  /** Where all go on, what is clicked follows the documents around. */
  @Test
  void luckIsTheDocumentsWhereverItStands() {
    ChoiceModel model = identity(List.of(1.0), 1);
    for (int i = 0; i < 1_000; i++) {
      int[] clicks = model.choose(new double[] {.5, .5}, new int[] {4, 7}, RandomKey.root(i));
      int[] turned = model.choose(new double[] {.5, .5}, new int[] {7, 4}, RandomKey.root(i));

      assertThat(Arrays.stream(turned).map(position -> 1 - position).sorted().toArray())
          .isEqualTo(clicks);
    }
  }
}
