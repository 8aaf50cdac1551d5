package dev.recsim.learn;

import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Base class of providers of agents with networks.
 *
 * @param <C> record of options
 */
public abstract class NetworkProvider<C extends Record & NetworkProvider.NetworkOptions>
    extends LearningProvider<C> {

  /** Options of all agents with networks. */
  public interface NetworkOptions {
    /** Description of {@link #hidden()}. */
    String HIDDEN = "Widths of the hidden layers of each network.";

    /** Description of a learning rate. */
    String RATE = "Adam's learning rate.";

    /** Description of an estimated discount. */
    String GAMMA =
        "Discount of a step. Default: 0.95, or up to 0.99 if the sessions of warm-up show that"
            + " most are long: 1 - 1 / (mean - standard deviation of their lengths). It grows to"
            + " 0.995 if users without features stay three times as long as in warm-up once the"
            + " agent chooses.";

    /** Description of an estimated scale of values. */
    String VALUE_SCALE =
        "A value is this factor times the network's output. Learning is fastest if it"
            + " is about the spread of the values. Default: 5 times the root mean square of"
            + " the rewards before the first gradient step that are not 0.";

    /** Description of the share by which target networks move. */
    String TAU =
        "Share by which the target networks move towards the online networks at each"
            + " gradient step.";

    /** Description of the capacity of a replay memory, see {@link ReplayBuffer}. */
    String REPLAY_CAPACITY =
        "Number of steps in the replay memory; the oldest are dropped first. Default:"
            + " 1,000,000, or 100,000 where users or documents have features.";

    /** Description of the probability of exploration by random slates. */
    String RANDOM_SLATE =
        "While learning: probability of showing a uniformly drawn slate instead of the"
            + " policy's slate.";

    /** Description of {@link #maxGradientNorm()}. */
    String MAX_GRADIENT_NORM =
        "Largest Euclidean norm of the gradients of all parameters; larger gradients are scaled"
            + " down to it. Default: no limit.";

    /** Description of {@link #engine()}. */
    String ENGINE =
        "The engine that computes the networks: java (plain arrays), dl4j (ND4J), or"
            + " auto, the faster one for their width.";

    /** {@return widths of the hidden layers of each network} */
    List<Integer> hidden();

    /** {@return discount of a step, 0 to 1; null to estimate it} */
    default Double gamma() {
      return null;
    }

    /** {@return unit of the values, above 0; null to estimate it} */
    default Double valueScale() {
      return null;
    }

    /** {@return largest norm of the gradients; null for no limit} */
    default Double maxGradientNorm() {
      return null;
    }

    /** {@return engine of the networks} */
    EngineChoice engine();
  }

  /**
   * What an agent is made from.
   *
   * @param <C> type of the options
   * @param options of the agent
   * @param environment the environment it will act in, or only its space
   * @param saved weights of the agent's networks and vectors; null to draw them at random
   * @param key all of the agent's randomness
   */
  public record Setup<C>(C options, Environment environment, Weights saved, RandomKey key) {
    /**
     * {@return a copy with other options}
     *
     * @param changed the other options
     */
    public Setup<C> with(C changed) {
      return new Setup<>(changed, environment, saved, key);
    }
  }

  private final Function<Setup<C>, NetworkAgent<C>> agents;

  /**
   * Creates a provider.
   *
   * @param agents creates agents before their first step; throws UnsupportedOperationException if
   *     they cannot act in an environment with only a space
   */
  protected NetworkProvider(Function<Setup<C>, NetworkAgent<C>> agents) {
    this.agents = agents;
  }

  @Override
  public Set<String> modules(C options) {
    return options.engine().modules(options.hidden());
  }

  @Override
  protected final LearningAgent agent(C options, Environment environment, RandomKey key) {
    return agents.apply(new Setup<>(options, environment, null, key));
  }

  @Override
  public final Policy restore(C options, Environment environment, Weights weights) {
    return agents.apply(new Setup<>(options, environment, weights, RandomKey.root(0))).greedy();
  }
}
