package dev.recsim.env.choice;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;

/** Provider of {@code exponential_cascade}: a {@link Cascade} with appeal(x) = exp(x). */
@Description(
    "Goes down the slate to the first click; a document is clicked in proportion to"
        + " the exponential of its score.")
public final class ExponentialCascadeProvider
    implements ChoiceModelProvider<ExponentialCascadeProvider.ExponentialCascade> {

  /** Options of {@code exponential_cascade}. */
  public record ExponentialCascade(
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
                  + " times the exponential of the score.")
          @Range(min = 0)
          @Default("0.05")
          double scoreScaling) {}

  @Override
  public ChoiceModel create(ExponentialCascade options) {
    return new Cascade(
        options.attentionProb(), options.attentionDecay(), options.scoreScaling(), StrictMath::exp);
  }
}
