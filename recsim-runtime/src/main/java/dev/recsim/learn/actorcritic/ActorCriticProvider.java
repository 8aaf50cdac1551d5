package dev.recsim.learn.actorcritic;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engines;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.random.RandomKey;
import java.util.Set;

/**
 * Provider of {@code actor_critic}: an actor proposes a point in the space of the documents'
 * embeddings, a critic chooses among the documents near it. Where documents have features, those
 * are the embeddings, and slates may have any size.
 */
@Description("Learns an actor, and a critic that chooses among the documents near its proposal.")
public final class ActorCriticProvider implements AgentProvider<ActorCriticOptions> {

  @Override
  public String name() {
    return "actor_critic";
  }

  @Override
  public ActorCriticOptions defaults() {
    return ActorCriticOptions.DEFAULTS;
  }

  @Override
  public Set<String> modules(ActorCriticOptions options) {
    return Engines.modules(options.engine(), options.hidden());
  }

  @Override
  public void check(ActorCriticOptions options, Environment environment) {
    Options.check(options);
    if (!environment.space().tabular()) {
      FeatureActorCritic.check(options, environment.space());
      return;
    }
    InvalidOption.unless(
        !options.indexed() || options.neighbours() == Neighbours.NORMALIZED,
        "greedySearch",
        "can be index only where neighbours is normalized");
    int slateSize = environment.space().slateSize();
    InvalidOption.unless(
        slateSize == 1,
        "type",
        "an agent of type actor_critic shows one document where documents have no features, but"
            + " this world asks for slates of "
            + slateSize);
  }

  @Override
  public Agent create(ActorCriticOptions options, Environment environment, RandomKey key) {
    check(options, environment);
    Space space = environment.space();
    return space.tabular()
        ? new ActorCritic(sized(options, environment), space, key)
        : new FeatureActorCritic(options, space, key);
  }

  /**
   * The options with the size of embeddings that the environment asks for, unless they have one.
   */
  private static ActorCriticOptions sized(ActorCriticOptions options, Environment environment) {
    return options.embSize() != null || environment.embeddingSize().isEmpty()
        ? options
        : Options.with(options, "emb_size", environment.embeddingSize().getAsInt());
  }

  @Override
  public Policy restore(ActorCriticOptions options, Environment environment, Weights weights) {
    Space space = environment.space();
    return space.tabular()
        ? ActorCritic.policy(
            options, space, ActorCriticNetworks.of(options, space, weights), options.indexed())
        : FeatureActorCritic.restore(options, space, weights);
  }
}
