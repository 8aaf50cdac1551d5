package dev.recsim.fit.model;

import dev.recsim.api.Options.Description;
import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.fit.click.PositionBasedClicks;

/** Provider of {@code position_based}. */
@Description("Clicks on slates: readers see positions with a probability of their own.")
public final class PositionBasedProvider extends ClickProvider {
  private record Examined(Clicks clicks) implements Parameters {
    @Override
    public PositionBasedClicks model() {
      return new PositionBasedClicks(clicks.attractive(), clicks.positions(), clicks.errors());
    }

    @Override
    public String position() {
      return "examined, relative to position 1: position %s";
    }
  }

  @Override
  public Class<Examined> parameters() {
    return Examined.class;
  }

  @Override
  Parameters fit(ClickedSlates training, double slatesPerSession) {
    PositionBasedClicks fitted = PositionBasedClicks.fit(training);
    return new Examined(
        new Clicks(
            slatesPerSession,
            training.positions(),
            fitted.attractive(),
            fitted.examined(),
            fitted.examinedErrors()));
  }
}
