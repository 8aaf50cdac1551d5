package dev.recsim.learn;

import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
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

  @Override
  public Policy restore(C options, Environment environment, Weights weights) {
    return greedy(
        options, environment, new Parameters(options.engine(), options.hidden(), weights));
  }
}
