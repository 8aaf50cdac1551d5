package dev.recsim.learn.tabularq;

import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.LearningAgent;
import dev.recsim.api.Slates;
import dev.recsim.api.Space;
import dev.recsim.learn.LearningProvider;
import dev.recsim.random.RandomKey;

/**
 * Provider of {@code tabular_q}: Q-learning with a table over what can be observed in bins and
 * whole slates (RecSim's TabularQAgent).
 */
@Description("Learns a table of the values of whole slates, features told apart by bins.")
public final class TabularQProvider extends LearningProvider<TabularQOptions> {
  /** Slates of a situation that are looked at to decide. */
  private static final int MOST_SLATES = 100_000;

  /** Made by the service loader. */
  public TabularQProvider() {
    super("tabular_q");
  }

  @Override
  public void check(TabularQOptions options, Environment environment) {
    Space space = environment.space();
    long slates = Slates.count(space.documents(), space.slateSize(), options.ordinalSlates());
    InvalidOption.unless(
        slates <= MOST_SLATES,
        "type",
        ("an agent of type tabular_q looks at every slate there can be, at most %s; slates of %s"
                + " out of %s documents are more; take fewer candidates or a smaller slate")
            .formatted(MOST_SLATES, space.slateSize(), space.documents()));
  }

  @Override
  protected LearningAgent agent(TabularQOptions options, Environment environment, RandomKey key) {
    Space space = environment.space();
    return new TabularQ(options, space);
  }
}
