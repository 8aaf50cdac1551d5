package dev.recsim.env.choice;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;

/** Provider of {@code multinomial_logit}, see {@link Logit}. */
@Description("Clicks in proportion to the exponential of the score; at most one click.")
public final class MultinomialLogitProvider
    implements ChoiceModelProvider<MultinomialLogitProvider.MultinomialLogit> {

  /** Options of {@code multinomial_logit}. */
  public record MultinomialLogit(
      @Description(
              "The score (a logit) of clicking nothing. Default: none, so that a document is"
                  + " always clicked.")
          @Range
          Double noClickMass) {}

  @Override
  public ChoiceModel create(MultinomialLogit options) {
    Double mass = options.noClickMass();
    return new Logit(mass == null ? Double.NEGATIVE_INFINITY : mass);
  }
}
