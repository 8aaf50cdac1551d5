package dev.recsim.env.choice;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Recycling;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;
import dev.recsim.random.RandomKey;

/**
 * Provider of {@code multinomial_proportional}: w(i) = x(i) - c and w(none) = m - c for scores x,
 * the smallest possible score c and the no-click mass m (RecSim's
 * MultinomialProportionalChoiceModel).
 */
@Description("Clicks in proportion to the score minus a smallest score; at most one click.")
public final class MultinomialProportionalProvider
    implements ChoiceModelProvider<MultinomialProportionalProvider.MultinomialProportional> {

  /** Options of {@code multinomial_proportional}. */
  public record MultinomialProportional(
      @Description(
              "The smallest possible score; subtracted from each score and from"
                  + " no_click_mass.")
          @Range
          @Default("-1")
          double minNormalizer,
      @Description("The score of clicking nothing.") @Range @Default("0") double noClickMass) {

    public MultinomialProportional {
      InvalidOption.unless(
          noClickMass >= minNormalizer,
          "noClickMass",
          "must be at least min_normalizer, " + minNormalizer + ", but is " + noClickMass);
    }
  }

  @Override
  public ChoiceModel create(MultinomialProportional options) {
    return new Proportional(
        options.minNormalizer(), options.noClickMass() - options.minNormalizer());
  }

  private record Proportional(double minNormalizer, double noClickWeight)
      implements ChoiceModel.Luce {
    @Override
    public double weight(double score) {
      return ScoreChecks.above(minNormalizer, score);
    }

    /** The same draws as {@link ChoiceModel#choose}, without an array of probabilities. */
    @Override
    public int[] choose(double[] scores, int[] documents, RandomKey key) {
      double sum = noClickWeight;
      for (double score : scores) {
        sum += weight(score);
      }
      int first = -1;
      if (sum > 0) {
        RandomKey.Race race = key.race();
        race.leads(0, noClickWeight / sum);
        for (int i = 0; i < scores.length; i++) {
          first = race.leads(documents[i] + 1L, weight(scores[i]) / sum) ? i : first;
        }
      }
      return Recycling.click(first);
    }
  }
}
