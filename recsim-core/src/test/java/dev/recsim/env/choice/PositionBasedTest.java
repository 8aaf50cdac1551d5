package dev.recsim.env.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.contract.ChoiceModelContract;
import dev.recsim.env.choice.PositionBasedProvider.Ends;
import dev.recsim.env.choice.PositionBasedProvider.PositionBasedOptions;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositionBasedTest extends ChoiceModelContract {
  @Override
  protected ChoiceModel model() {
    return model(options(Link.LOGISTIC, 5, .3, .9, List.of(1.0, .7), .85));
  }

  @Override
  protected List<double[]> slates() {
    return List.of(
        new double[] {.2, .8}, new double[] {.5, -1, .3, 1, .9}, new double[] {900, -900});
  }

  private static PositionBasedOptions options(
      Link link,
      double slope,
      double midpoint,
      double most,
      List<Double> examination,
      double decay) {
    return new PositionBasedOptions(
        link, slope, midpoint, most, examination, decay, Ends.TOP, 4, 1);
  }

  private static ChoiceModel model(PositionBasedOptions options) {
    return new PositionBasedProvider().create(options);
  }

  private static ChoiceModel identity(List<Double> examination, double decay) {
    return model(options(Link.IDENTITY, 1, 0, 1, examination, decay));
  }

  /** SARDINE's: attractiveness times 0.85 to the power of the position, from 0. */
  @Test
  void examinationDecaysGeometrically() {
    assertThat(identity(List.of(1.0), .85).probabilities(new double[] {.5, .5, .5}))
        .containsExactly(new double[] {.5, .425, .36125, .5 * .575 * .63875}, within(1e-15));
    assertThat(new PositionBasedProvider().defaults().examinationDecay()).isEqualTo(.85);
  }

  @Test
  void examinationIsListedPositionByPositionAndDecaysFromThereOn() {
    assertThat(identity(List.of(.9, .4), .5).probabilities(new double[] {1, 1, 1, 1}))
        .containsExactly(new double[] {.9, .4, .2, .1, .1 * .6 * .8 * .9}, within(1e-15));
  }

  /** SARDINE's relevance: the logistic function of (score - 0.65) * 100, at most 1. */
  @Test
  void logisticLinkHasASlopeAMidpointAndAGreatestValue() {
    ChoiceModel model = model(options(Link.LOGISTIC, 100, .65, .5, List.of(1.0), 1));
    double[] probabilities = model.probabilities(new double[] {.65, .66, .64, 1, 0});

    assertThat(probabilities[0]).isEqualTo(.25);
    assertThat(probabilities[1]).isCloseTo(.5 / (1 + StrictMath.exp(-1)), within(1e-12));
    assertThat(probabilities[2]).isCloseTo(.5 / (1 + StrictMath.exp(1)), within(1e-12));
    assertThat(probabilities[3]).isCloseTo(.5, within(1e-12));
    assertThat(probabilities[4]).isCloseTo(0, within(1e-12));
  }

  /** SARDINE's mixPBM: half of the users start at the bottom. */
  @Test
  void examinationFromBothEndsIsTheMean() {
    PositionBasedOptions options =
        new PositionBasedOptions(Link.IDENTITY, 1, 0, 1, List.of(1.0), .5, Ends.BOTH_ENDS, 4, 1);
    double[] p = {.5625, .375, .375, .5625};
    assertThat(model(options).probabilities(new double[] {1, 1, 1, 1}))
        .startsWith(p, within(1e-15));
    int[] clicks = new int[4];
    for (int i = 0; i < 20_000; i++) {
      for (int click :
          model(options)
              .choose(new double[] {1, 1, 1, 1}, new int[] {4, 7, 2, 1}, RandomKey.root(i))) {
        clicks[click]++;
      }
    }
    for (int i = 0; i < 4; i++) {
      // Six standard deviations; a random key fails with probability 1e-8.
      assertThat(clicks[i] / 20_000.0)
          .isCloseTo(p[i], within(6 * Math.sqrt(p[i] * (1 - p[i]) / 20_000)));
    }
  }

  @Test
  void slatesWithTooManyDocumentsOfATopicArePenalized() {
    PositionBasedOptions options =
        new PositionBasedOptions(Link.IDENTITY, 1, 0, .9, List.of(1.0), .5, Ends.TOP, 3, 4);
    double[] scores = {1, 1, 1};
    assertThat(model(options).on(documents(0, 1, 0)).probabilities(scores))
        .startsWith(new double[] {.9, .45, .225}, within(1e-15));
    assertThat(model(options).on(documents(2, 2, 2)).probabilities(scores))
        .startsWith(new double[] {.225, .1125, .05625}, within(1e-15));
    assertThat(model(options).on(documents(-1, -1, -1)).probabilities(scores))
        .as("documents without a topic")
        .startsWith(new double[] {.9, .45, .225}, within(1e-15));
    assertThat(model(options(Link.IDENTITY, 1, 0, 1, List.of(1.0), 1)).on(documents(1, 1, 1)))
        .as("no penalty")
        .isEqualTo(model(options(Link.IDENTITY, 1, 0, 1, List.of(1.0), 1)));
  }

  private static Document[] documents(int... topics) {
    return Arrays.stream(topics).mapToObj(Shown::new).toArray(Document[]::new);
  }

  private record Shown(int topic) implements Document {
    @Override
    public long id() {
      return 0;
    }

    @Override
    public double[] features() {
      return new double[0];
    }
  }

  @Test
  void identityTakesOnlyProbabilities() {
    for (double score : new double[] {-.1, 1.1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> identity(List.of(1.0), 1).probabilities(new double[] {score}))
          .withMessageContaining("link: logistic");
    }
  }

  @Test
  void positionsAreClickedIndependently() {
    double[] scores = {.6, .3, .8};
    double[] law = new double[8];
    double[] p = {.6, .3 * .5, .8 * .25};
    for (int set = 0; set < law.length; set++) {
      law[set] = 1;
      for (int i = 0; i < p.length; i++) {
        law[set] *= (set >> i & 1) == 1 ? p[i] : 1 - p[i];
      }
    }
    ClickSets.assertMarginals(identity(List.of(1.0), .5), scores, law);
    ClickSets.assertDrawn(identity(List.of(1.0), .5), scores, law);
  }

  /** Where all positions are examined alike, what is clicked follows the documents around. */
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
