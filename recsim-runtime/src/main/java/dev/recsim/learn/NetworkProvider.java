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
    return Engines.modules(options.engine(), options.hidden());
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
