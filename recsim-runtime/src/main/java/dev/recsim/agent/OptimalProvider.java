package dev.recsim.agent;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.exact.ExactSolver;
import dev.recsim.random.RandomKey;

/** Provider of {@code optimal}: the best policy of a finite world, by policy iteration. */
@Description("Knows the world and plays its exact optimum; only in finite worlds.")
public final class OptimalProvider implements AgentProvider<NoOptions> {

  @Override
  public String name() {
    return "optimal";
  }

  @Override
  public NoOptions defaults() {
    return new NoOptions();
  }

  @Override
  public boolean oracle(NoOptions options) {
    return true;
  }

  @Override
  public void check(NoOptions options, Environment environment) {
    TablePolicy.model(name(), environment);
  }

  @Override
  public Agent create(NoOptions options, Environment environment, RandomKey key) {
    TablePolicy policy =
        new TablePolicy(
            new ExactSolver(TablePolicy.model(name(), environment)).optimal().actions());
    return () -> policy;
  }
}
