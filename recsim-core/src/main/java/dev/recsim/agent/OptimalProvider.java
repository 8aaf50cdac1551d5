package dev.recsim.agent;

import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Options.Description;
import dev.recsim.exact.ExactSolver;

/**
 * Provider of {@code optimal}: the best policy of a finite environment, computed by policy
 * iteration.
 */
@Description(
    "Knows the environment and plays the exact optimal policy. Needs a finite" + " environment.")
public final class OptimalProvider extends FiniteEnvironmentProvider {

  @Override
  int[] documents(FiniteMdp model) {
    return new ExactSolver(model).optimal().actions();
  }
}
