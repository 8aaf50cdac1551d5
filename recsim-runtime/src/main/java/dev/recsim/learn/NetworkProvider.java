package dev.recsim.learn;

import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import java.util.List;
import java.util.Set;

/** What the providers of agents with networks have in common. */
public abstract class NetworkProvider<C extends Record & NetworkProvider.NetworkOptions>
    extends LearningProvider<C> {

  /** The options that all agents with networks have. */
  public interface NetworkOptions {

    /** Widths of the hidden layers. */
    List<Integer> hidden();

    /** What computes the networks. */
    EngineChoice engine();
  }

  /** Of a type of agents. */
  protected NetworkProvider(String name) {
    super(name);
  }

  @Override
  public final Set<String> modules(C options) {
    return Engines.modules(options.engine(), options.hidden());
  }

  /** The policy that is evaluated, of parameters to which it adds its own. */
  protected abstract Policy greedy(C options, Environment environment, Parameters parameters);

  @Override
  public Policy restore(C options, Environment environment, Weights weights) {
    return greedy(
        options, environment, new Parameters(options.engine(), options.hidden(), weights));
  }
}
