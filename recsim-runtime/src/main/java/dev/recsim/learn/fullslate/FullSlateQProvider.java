package dev.recsim.learn.fullslate;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Slates;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engines;
import dev.recsim.random.RandomKey;
import java.util.Set;

/**
 * Provider of {@code full_slate_q}: deep Q-learning with every ordered slate as an action (RecSim's
 * FullSlateQAgent).
 */
@Description("Learns a network of the values of whole slates, each order a slate of its own.")
public final class FullSlateQProvider implements AgentProvider<FullSlateQOptions> {
  /** Slates that are looked at to decide, and for each remembered step of a batch. */
  private static final int MOST_SLATES = 10_000;

  @Override
  public String name() {
    return "full_slate_q";
  }

  @Override
  public FullSlateQOptions defaults() {
    return FullSlateQOptions.DEFAULTS;
  }

  @Override
  public Set<String> modules(FullSlateQOptions options) {
    return Engines.modules(options.engine(), options.hidden());
  }

  @Override
  public void check(FullSlateQOptions options, Environment environment) {
    Options.check(options);
    Space space = environment.space();
    InvalidOption.unless(
        Slates.count(space.documents(), space.slateSize(), true) <= MOST_SLATES,
        "type",
        ("an agent of type full_slate_q looks at every ordered slate there can be, at most %s;"
                + " slates of %s out of %s documents are more; take fewer candidates or a smaller"
                + " slate, or slate_q, which values documents one by one")
            .formatted(MOST_SLATES, space.slateSize(), space.documents()));
  }

  @Override
  public Agent create(FullSlateQOptions options, Environment environment, RandomKey key) {
    check(options, environment);
    return new FullSlateQ(options, environment.space(), key);
  }

  @Override
  public Policy restore(FullSlateQOptions options, Environment environment, Weights weights) {
    return new SlateValues(options, environment.space(), weights);
  }
}
