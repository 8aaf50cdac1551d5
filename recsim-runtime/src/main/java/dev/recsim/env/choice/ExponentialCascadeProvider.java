package dev.recsim.env.choice;

import dev.recsim.api.Default;
import dev.recsim.api.Description;
import dev.recsim.api.Range;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;

/** Provider of {@code exponential_cascade}: a {@link Cascade} in which x appeals by exp(x). */
@Description("Goes down the slate to the first click; appeal is the exponential of the score.")
public final class ExponentialCascadeProvider
    implements ChoiceModelProvider<ExponentialCascadeProvider.ExponentialCascade> {

  /** Options of {@code exponential_cascade}. */
  public record ExponentialCascade(
      @Description("Probability that the first position is looked at.")
          @Range(min = 0, max = 1)
          @Default("1")
          double attentionProb,
      @Description("What that probability is multiplied by from position to position.")
          @Range(min = 0, max = 1)
          @Default("1")
          double attentionDecay,
      @Description(
              "Times the exponential of its score, a document is clicked when it is looked at.")
          @Range(min = 0)
          @Default("0.05")
          double scoreScaling) {}

  @Override
  public String name() {
    return "exponential_cascade";
  }

  @Override
  public ChoiceModel create(ExponentialCascade options) {
    return new Cascade(
        options.attentionProb(), options.attentionDecay(), options.scoreScaling(), StrictMath::exp);
  }
}
