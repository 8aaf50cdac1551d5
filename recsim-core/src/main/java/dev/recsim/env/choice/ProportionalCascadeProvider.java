package dev.recsim.env.choice;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;

/**
 * Provider of {@code proportional_cascade}: a {@link Cascade} with appeal(x) = x - c, where c is
 * the smallest possible score.
 */
@Description(
    "Goes down the slate to the first click; a document is clicked in proportion to"
        + " its score minus a smallest score.")
public final class ProportionalCascadeProvider
    implements ChoiceModelProvider<ProportionalCascadeProvider.ProportionalCascade> {

  /** Options of {@code proportional_cascade}. */
  public record ProportionalCascade(
      @Description("Probability that the user looks at the first position.")
          @Range(min = 0, max = 1)
          @Default("1")
          double attentionProb,
      @Description("Factor on that probability from each position to the next.")
          @Range(min = 0, max = 1)
          @Default("1")
          double attentionDecay,
      @Description(
              "The probability of clicking a document that the user looks at is this factor"
                  + " times (score - min_normalizer).")
          @Range(min = 0)
          @Default("0.05")
          double scoreScaling,
      @Description("The smallest possible score; subtracted from each score.") @Range @Default("-1")
          double minNormalizer) {}

  @Override
  public ChoiceModel create(ProportionalCascade options) {
    double least = options.minNormalizer();
    return new Cascade(
        options.attentionProb(),
        options.attentionDecay(),
        options.scoreScaling(),
        score -> ScoreChecks.above(least, score));
  }
}
