package dev.recsim.fit.model;

import dev.recsim.api.Options.Description;
import dev.recsim.fit.click.CascadeClicks;
import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.fit.click.DependentClicks;

/** Provider of {@code cascade}. */
@Description("Clicks on slates: readers go downwards to the first click.")
public final class CascadeProvider extends ClickProvider {
  private record Attractive(Clicks clicks) implements Parameters {
    @Override
    public DependentClicks model() {
      return CascadeClicks.of(clicks.attractive(), clicks.slateSize());
    }
  }

  @Override
  public Class<Attractive> parameters() {
    return Attractive.class;
  }

  @Override
  Parameters fit(ClickedSlates training, double slatesPerSession) {
    double[] attractive = CascadeClicks.fit(training).attractive();
    double[] none = {};
    return new Attractive(
        new Clicks(slatesPerSession, training.positions(), attractive, none, none));
  }
}
