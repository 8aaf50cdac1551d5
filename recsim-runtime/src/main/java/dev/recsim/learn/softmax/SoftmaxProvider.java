package dev.recsim.learn.softmax;

import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.onnx.PolicyGraph;
import dev.recsim.learn.scores.ScoresGraph;
import dev.recsim.random.RandomKey;

/** Base class of providers of agents with softmax policies. */
public abstract class SoftmaxProvider<C extends Record & SoftmaxProvider.SoftmaxOptions>
    extends NetworkProvider<C> {

  /** Options of all agents with softmax policies. */
  public interface SoftmaxOptions extends NetworkOptions {

    /** Discount of a step; null to estimate it. */
    Double gamma();

    /** Unit of the values; null to estimate it. */
    Double valueScale();
  }

  /** Creates a provider with this type name. */
  protected SoftmaxProvider(String name) {
    super(name);
  }

  @Override
  protected final Policy greedy(C options, Environment environment, Parameters parameters) {
    return new SoftmaxPolicy(options, environment.space(), parameters, RandomKey.root(0)).greedy();
  }

  @Override
  protected final void describe(C options, PolicyGraph graph) {
    ScoresGraph.describe(graph, "policy");
  }
}
