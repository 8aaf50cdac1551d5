package dev.recsim.env.choice;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;

/** Provider of {@code plackett_luce}, see {@link PlackettLuce}. */
@Description(
    "Clicks several documents one after the other, without replacement, until the"
        + " user chooses nothing.")
public final class PlackettLuceProvider
    implements ChoiceModelProvider<PlackettLuceProvider.PlackettLuceOptions> {

  /** Options of {@code plackett_luce}. */
  public record PlackettLuceOptions(
      @Description("The choice model of each click: multinomial_logit or multinomial_proportional.")
          Part<ChoiceModelProvider<?>> single,
      @Description("Largest number of clicks on a slate.") @Range(min = 1, max = 1_000)
          int maxClicks) {}

  @Override
  public PlackettLuceOptions defaults() {
    MultinomialLogitProvider logit = new MultinomialLogitProvider();
    return new PlackettLuceOptions(new Part<>(logit, logit.defaults()), 3);
  }

  @Override
  public ChoiceModel create(PlackettLuceOptions options) {
    ChoiceModel single =
        InvalidOption.inside(
            "single", () -> options.single().make(ChoiceModelProvider<Record>::create));
    if (single instanceof ChoiceModel.Luce luce) {
      return new PlackettLuce(luce, options.maxClicks());
    }
    throw new InvalidOption(
        "single",
        "must be a model that chooses one document by Luce's rule, such as multinomial_logit, but"
            + " is "
            + options.single().provider().name());
  }
}
