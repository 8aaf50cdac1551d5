package dev.recsim.agent.layer;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;

/** Base class of providers whose agents wrap another one, the option {@code base}. */
abstract class LayerProvider<C extends Record & LayerProvider.LayerOptions>
    implements AgentProvider<C> {

  /** Options of all layers. */
  interface LayerOptions {
    /** The wrapped agent; null if the file has none. */
    Part<AgentProvider<?>> base();
  }

  /** Returns how the wrapped agent perceives the environment. */
  abstract Perception perception(C options, Space space);

  /** Returns the environment as the wrapped agent perceives it. */
  Environment perceived(C options, Environment environment) {
    return new PerceivedEnvironment(environment, perception(options, environment.space()));
  }

  /** Returns the agent around the wrapped one, which was created for the perceived environment. */
  Agent around(C options, Environment environment, Agent inside) {
    Space space = environment.space();
    return new Layer(perception(options, space), inside, space.userFeatures().size());
  }

  @Override
  public final boolean oracle(C options) {
    return options.base().make((AgentProvider<Record> it, Record own) -> it.oracle(own));
  }

  /** Checks that the wrapped agent is given, and can act in the environment as perceived. */
  @Override
  public void check(C options, Environment environment) {
    InvalidOption.unless(
        options.base() != null,
        "base",
        "is missing; write \"base: {type: ...}\" with a type of agent");
    Environment perceived = perceived(options, environment);
    InvalidOption.inside(
        "base",
        () ->
            options
                .base()
                .make(
                    (AgentProvider<Record> it, Record own) -> {
                      it.check(own, perceived);
                      return it;
                    }));
  }

  @Override
  public final Agent create(C options, Environment environment, RandomKey key) {
    return create(options, environment, key, Path.of("").toAbsolutePath());
  }

  @Override
  public final Agent create(C options, Environment environment, RandomKey key, Path folder) {
    check(options, environment);
    Environment perceived = perceived(options, environment);
    Agent inside =
        InvalidOption.inside(
            "base",
            () ->
                options
                    .base()
                    .make(
                        (AgentProvider<Record> it, Record own) ->
                            it.create(own, perceived, key, folder)));
    return around(options, environment, inside);
  }

  @Override
  public Policy restore(C options, Environment environment, Weights weights) {
    int features = environment.space().userFeatures().size();
    return Layer.perceiving(restored(options, environment, weights), features);
  }

  /** Restores the policy of the wrapped agent. It must be given perceived observations. */
  final Policy restored(C options, Environment environment, Weights weights) {
    Environment perceived = perceived(options, environment);
    return options
        .base()
        .make((AgentProvider<Record> it, Record own) -> it.restore(own, perceived, weights));
  }
}
