package dev.recsim.learn;

import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.learn.onnx.PolicyGraph;
import java.util.List;
import java.util.Set;

/** Base class of providers of agents with networks. */
public abstract class NetworkProvider<C extends Record & NetworkProvider.NetworkOptions>
    extends LearningProvider<C> {

  /** Options of all agents with networks. */
  public interface NetworkOptions {
    /** Description of an estimated discount. */
    String GAMMA =
        "Discount of a step. Default: 0.95, or up to 0.99 if the sessions before the first"
            + " gradient step show that most are long: 1 - 1 / (mean - standard deviation of"
            + " their lengths).";

    /** Description of an estimated scale of values. */
    String VALUE_SCALE =
        "A value is this factor times the network's output. Learning is fastest if it"
            + " is about the spread of the values. Default: 5 times the root mean square of"
            + " the rewards before the first gradient step that are not 0.";

    /** Description of the share by which target networks move. */
    String TAU =
        "Share by which the target networks move towards the online networks at each"
            + " gradient step.";

    /** Description of the capacity of a replay memory, see {@link Replay}. */
    String REPLAY_CAPACITY =
        "Number of steps in the replay memory; the oldest are dropped first. Default:"
            + " 1,000,000, or 100,000 where users or documents have features.";

    /** Description of the probability of exploration by random slates. */
    String RANDOM_SLATE =
        "While learning: probability of showing a uniformly drawn slate instead of the"
            + " policy's slate.";

    /** Description of {@link #engine()}. */
    String ENGINE =
        "The engine that computes the networks: java (plain arrays), dl4j (ND4J), or"
            + " auto, the faster one for their width.";

    /** Widths of the hidden layers. */
    List<Integer> hidden();

    /** Engine of the networks. */
    EngineChoice engine();
  }

  /** Creates a provider with this type name. */
  protected NetworkProvider(String name) {
    super(name);
  }

  @Override
  public final Set<String> modules(C options) {
    return options.engine().modules(options.hidden());
  }

  /** Creates the policy that is evaluated, and adds its networks and vectors to the parameters. */
  protected abstract Policy greedy(C options, Environment environment, Parameters parameters);

  /**
   * Describes the greedy policy as a graph.
   *
   * @param graph has no nodes yet; gets a slate and scores
   * @throws UnsupportedOperationException if the policy has no graph; by default always
   */
  protected void describe(C options, PolicyGraph graph) {
    throw new UnsupportedOperationException("agents of type " + name() + " have no graph");
  }

  @Override
  public final byte[] onnx(C options, Environment environment, Weights weights) {
    PolicyGraph graph = new PolicyGraph(environment.space(), weights);
    describe(options, graph);
    return graph.graph().encode();
  }

  @Override
  public Policy restore(C options, Environment environment, Weights weights) {
    return greedy(
        options, environment, new Parameters(options.engine(), options.hidden(), weights));
  }
}
