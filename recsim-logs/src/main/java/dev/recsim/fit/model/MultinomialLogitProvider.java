package dev.recsim.fit.model;

import dev.recsim.api.Options.Description;
import dev.recsim.fit.click.LogitClicks;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitter;
import dev.recsim.logs.Log;

/** Provider of {@code multinomial_logit}. */
@Description("Clicks on slates: readers choose one document or none by weights.")
public final class MultinomialLogitProvider implements FitModelProvider<NoOptions> {
  /** A step of Newton's method takes time with the square of the number of documents. */
  private static final int MOST_DOCUMENTS = 200;

  @Override
  public String name() {
    return "multinomial_logit";
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
          if (training.documents() > MOST_DOCUMENTS) {
            throw new IllegalArgumentException(
                "has at most %s documents with multinomial_logit, but the log has %s"
                    .formatted(MOST_DOCUMENTS, training.documents()));
          }
          LogitClicks fitted = LogitClicks.fit(training);
          return new ClickFitter.Positions(
              fitted, fitted.weights(), new double[] {fitted.none()}, new double[0]);
        });
  }
}
