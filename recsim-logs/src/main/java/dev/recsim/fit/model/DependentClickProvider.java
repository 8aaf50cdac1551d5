package dev.recsim.fit.model;

import dev.recsim.api.Options.Description;
import dev.recsim.fit.click.DependentClicks;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitter;
import dev.recsim.logs.Log;

/** Provider of {@code dependent_click}. */
@Description(
    "Clicks on slates: readers go downwards, and on after a click with a probability of the"
        + " position.")
public final class DependentClickProvider implements FitModelProvider<NoOptions> {

  @Override
  public String name() {
    return "dependent_click";
  }

  @Override
  public Subject subject() {
    return Subject.CLICKS;
  }

  @Override
  public Fitter open(NoOptions options, Log log, int heldOut) {
    return new ClickFitter(
        name(),
        log,
        heldOut,
        training -> {
          DependentClicks fitted = DependentClicks.fit(training);
          return new ClickFitter.Positions(
              fitted, fitted.attractive(), fitted.continues(), fitted.continuesErrors());
        });
  }
}
