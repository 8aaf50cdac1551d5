package dev.recsim.fit.model;

import dev.recsim.api.Options.Description;
import dev.recsim.fit.click.PositionBasedClicks;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitter;
import dev.recsim.logs.Log;

/** Provider of {@code position_based}. */
@Description("Clicks on slates: readers see positions with a probability of their own.")
public final class PositionBasedProvider implements FitModelProvider<NoOptions> {

  @Override
  public String name() {
    return "position_based";
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
          PositionBasedClicks fitted = PositionBasedClicks.fit(training);
          return new ClickFitter.Positions(
              fitted, fitted.attractive(), fitted.examined(), fitted.examinedErrors());
        });
  }
}
