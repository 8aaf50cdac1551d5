package dev.recsim.agent;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Policy;
import dev.recsim.random.RandomKey;
import java.util.Optional;

/** Base class of providers whose agents know a finite environment. */
abstract class FiniteEnvironmentProvider implements AgentProvider<NoOptions> {

  /** Always true: the agent knows the environment. */
  @Override
  public boolean oracle(NoOptions options) {
    return true;
  }

  /** Returns the document to show in each state. */
  abstract int[] documents(FiniteMdp model);

  /** Returns the policy in an environment that is not finite; empty if it needs a finite one. */
  Optional<Policy> otherwise(Environment environment) {
    return Optional.empty();
  }

  @Override
  public final void check(NoOptions options, Environment environment) {
    if (environment.model().isEmpty()) {
      unlessFinite(environment);
    }
  }

  @Override
  public final Agent create(NoOptions options, Environment environment, RandomKey key) {
    Policy policy =
        environment
            .model()
            .<Policy>map(model -> new TablePolicy(documents(model)))
            .orElseGet(() -> unlessFinite(environment));
    return () -> policy;
  }

  private Policy unlessFinite(Environment environment) {
    return otherwise(environment)
        .orElseThrow(
            () ->
                new InvalidOption(
                    "type",
                    "an agent of type "
                        + name()
                        + " needs a finite environment that can be solved exactly, such as"
                        + " transition_matrix of at most 2,000 drawn documents; leave it out of"
                        + " this experiment"));
  }
}
