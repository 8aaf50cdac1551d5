package dev.recsim.fit.model;

import dev.recsim.api.Options.Description;
import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.fit.click.DependentClicks;

/** Provider of {@code dependent_click}. */
@Description(
    "Clicks on slates: readers go downwards, and on after a click with a probability of the"
        + " position.")
public final class DependentClickProvider extends ClickProvider {
  private record Continued(Clicks clicks) implements Parameters {
    @Override
    public DependentClicks model() {
      return new DependentClicks(clicks.attractive(), clicks.positions(), clicks.errors());
    }

    @Override
    public String position() {
      return "continues after a click at position %s";
    }
  }

  @Override
  public Class<Continued> parameters() {
    return Continued.class;
  }

  @Override
  Parameters fit(ClickedSlates training, double slatesPerSession) {
    DependentClicks fitted = DependentClicks.fit(training);
    return new Continued(
        new Clicks(
            slatesPerSession,
            training.positions(),
            fitted.attractive(),
            fitted.continues(),
            fitted.continuesErrors()));
  }
}
