package dev.recsim.fit.model;

import dev.recsim.api.Options.Description;
import dev.recsim.fit.click.CascadeClicks;
import dev.recsim.fit.click.Slates;

/** Provider of {@code cascade}. */
@Description("Clicks on slates: readers go downwards to the first click.")
public final class CascadeProvider extends ClickProvider {
  private record Attractive(Clicks clicks) implements Parameters {
    @Override
    public CascadeClicks model() {
      return new CascadeClicks(clicks.attractive());
    }
  }

  @Override
  public Class<Attractive> parameters() {
    return Attractive.class;
  }

  @Override
  Parameters fit(Slates training, double slatesPerSession) {
    double[] attractive = CascadeClicks.fit(training).attractive();
    double[] none = {};
    return new Attractive(
        new Clicks(slatesPerSession, training.positions(), attractive, none, none));
  }
}
