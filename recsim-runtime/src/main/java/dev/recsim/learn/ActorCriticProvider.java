package dev.recsim.learn;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.Optional;

/**
 * Provider of {@code actor_critic}: an actor proposes a point in the space of the documents'
 * embeddings, a critic chooses among the documents near it.
 */
@Description("Learns an actor and a critic over learned document embeddings; slates of one.")
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
  public void check(ActorCriticOptions options, Environment environment) {
    InvalidOption.unless(
        environment.space().tabular(),
        "type",
        "an agent of type actor_critic needs a world whose users are states and whose documents"
            + " stay, such as transition_matrix");
    int slateSize = environment.space().slateSize();
    InvalidOption.unless(
        slateSize == 1,
        "type",
        "an agent of type actor_critic shows one document, but this world asks for slates of "
            + slateSize);
    Engines.choose(options.engine(), options.hidden());
  }

  @Override
  public Agent create(ActorCriticOptions options, Environment environment, RandomKey key) {
    check(options, environment);
    return new ActorCritic(options, environment.space(), key);
  }

  @Override
  public Policy restore(ActorCriticOptions options, Space space, Weights weights) {
    return policy(options, space, ActorCriticNetworks.of(options, space, weights));
  }

  private static GreedyPolicy policy(
      ActorCriticOptions options, Space space, ActorCriticNetworks networks) {
    Candidates candidates =
        new Candidates(space.documents(), options.topK(), 0, options.neighbours());
    return new GreedyPolicy(networks, candidates, space.states());
  }

  private static final class ActorCritic implements Agent {
    private final ActorCriticNetworks online;
    private final ActorCriticNetworks target;
    private final GreedyPolicy greedy;
    private final Learner learner;

    ActorCritic(ActorCriticOptions options, Space space, RandomKey key) {
      Weights initial = ActorCriticNetworks.initial(options, space, key.child("networks"));
      online = ActorCriticNetworks.of(options, space, initial);
      target = ActorCriticNetworks.of(options, space, initial);
      greedy = policy(options, space, online);
      learner = new ActorCriticLearner(options, space, online, target, greedy, key.child("replay"));
    }

    @Override
    public Policy greedy() {
      return greedy;
    }

    @Override
    public Optional<Learner> learner() {
      return Optional.of(learner);
    }

    @Override
    public void close() {
      online.close();
      target.close();
    }
  }
}
