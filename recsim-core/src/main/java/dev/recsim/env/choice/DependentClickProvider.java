package dev.recsim.env.choice;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;
import java.util.List;

/** Provider of {@code dependent_click}, see {@link DependentClick}. */
@Description("Goes down the slate and may stop after each click; several clicks.")
public final class DependentClickProvider
    implements ChoiceModelProvider<DependentClickProvider.DependentClickOptions> {

  /** Options of {@code dependent_click}. */
  public record DependentClickOptions(
      @Description(
              "How scores become probabilities: logistic, or identity for scores that are"
                  + " probabilities.")
          @Default("logistic")
          Link link,
      @Description("Factor on the score, after the midpoint is subtracted and before the link.")
          @Range
          @Default("1")
          double slope,
      @Description("Subtracted from the score first.") @Range @Default("0") double midpoint,
      @Description("Factor on the probability that the link gives.")
          @Range(min = 0, max = 1)
          @Default("1")
          double maxAttractiveness,
      @Description(
              "Probability of going on after a click, for the first position or the first"
                  + " few.")
          @Range(min = 0, max = 1, minLength = 1)
          @Default("[0.5]")
          List<Double> continuation,
      @Description(
              "Factor on the probability from each position to the next, beyond the end of"
                  + " that list.")
          @Range(min = 0, max = 1)
          @Default("1")
          double continuationDecay) {}

  @Override
  public ChoiceModel create(DependentClickOptions options) {
    return new DependentClick(
        new Attractiveness(
            options.link(), options.slope(), options.midpoint(), options.maxAttractiveness()),
        new ByPosition(options.continuation(), options.continuationDecay()));
  }
}
