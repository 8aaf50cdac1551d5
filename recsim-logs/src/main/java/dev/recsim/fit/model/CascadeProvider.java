package dev.recsim.fit.model;

import dev.recsim.api.Options.Description;
import dev.recsim.fit.click.CascadeClicks;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitter;
import dev.recsim.logs.Log;

/** Provider of {@code cascade}. */
@Description("Clicks on slates: readers go downwards to the first click.")
public final class CascadeProvider implements FitModelProvider<NoOptions> {

  @Override
  public String name() {
    return "cascade";
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
          CascadeClicks fitted = CascadeClicks.fit(training);
          return new ClickFitter.Positions(
              fitted, fitted.attractive(), new double[0], new double[0]);
        });
  }
}
