package dev.recsim.env.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.random.RandomKey;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Models of several clicks against the law of which positions are clicked together. */
final class ClickSets {
  private static final int DRAWS = 20_000;
  private static final double ODDS = 1e-6;

  private ClickSets() {}

  /** Holds the probabilities of positions, which are marginal, against the law. */
  static void assertMarginals(ChoiceModel model, double[] scores, double[] law) {
    double[] probabilities = model.probabilities(scores);
    for (int i = 0; i < scores.length; i++) {
      double marginal = 0;
      for (int set = 0; set < law.length; set++) {
        marginal += (set >> i & 1) == 1 ? law[set] : 0;
      }
      assertThat(probabilities[i]).as("position " + i).isCloseTo(marginal, within(1e-13));
    }
    assertThat(probabilities[scores.length]).as("no click").isCloseTo(law[0], within(1e-13));
  }

  /**
   * Holds 20,000 draws against the law by a chi-square over all sets: for a random key a true model
   * fails with odds of 1 in a million.
   *
   * @param law probability that just the positions of a set are clicked, which has the bit i for
   *     position i; 0, or large enough to expect five
   */
  static void assertDrawn(ChoiceModel model, double[] scores, double[] law) {
    RandomKey key = RandomKey.root(42).child("click sets");
    int[] documents = IntStream.range(0, scores.length).map(i -> 3 + 7 * i % 11).toArray();
    int[] counts = new int[law.length];
    for (int draw = 0; draw < DRAWS; draw++) {
      int set = 0;
      for (int position : model.choose(scores, documents, key.child(draw))) {
        set |= 1 << position;
      }
      counts[set]++;
    }
    double chiSquare = 0;
    int cells = 0;
    for (int set = 0; set < law.length; set++) {
      double expected = DRAWS * law[set];
      if (expected == 0) {
        assertThat(counts[set]).as("draws of impossible set " + set).isZero();
      } else {
        assertThat(expected).as("draws expected of set " + set).isGreaterThan(5);
        chiSquare += (counts[set] - expected) * (counts[set] - expected) / expected;
        cells++;
      }
    }
    double bound =
        cells == 1 ? 1e-9 : ChiSquaredDistribution.of(cells - 1).inverseSurvivalProbability(ODDS);
    assertThat(chiSquare).as("chi-square over " + cells + " sets").isLessThan(bound);
  }
}
