package dev.recsim.fit.model;

import dev.recsim.api.Options.Description;
import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.fit.click.LogitClicks;

/** Provider of {@code multinomial_logit}. */
@Description("Clicks on slates: readers choose one document or none by weights.")
public final class MultinomialLogitProvider extends ClickProvider {
  /** A step of Newton's method takes time with the square of the number of documents. */
  private static final int MOST_DOCUMENTS = 200;

  /** The only entry of {@code positions} is the weight of no click. */
  private record Weighed(Clicks clicks) implements Parameters {
    @Override
    public LogitClicks model() {
      return new LogitClicks(clicks.attractive(), clicks.positions()[0]);
    }

    @Override
    public String position() {
      return "weight of no click";
    }
  }

  @Override
  public Class<Weighed> parameters() {
    return Weighed.class;
  }

  @Override
  Parameters fit(ClickedSlates training, double slatesPerSession) {
    if (training.documents() > MOST_DOCUMENTS) {
      throw new IllegalArgumentException(
          "has at most %s documents with multinomial_logit, but the log has %s"
              .formatted(MOST_DOCUMENTS, training.documents()));
    }
    LogitClicks fitted = LogitClicks.fit(training);
    double[] none = {fitted.none()};
    return new Weighed(
        new Clicks(slatesPerSession, training.positions(), fitted.weights(), none, new double[0]));
  }
}
