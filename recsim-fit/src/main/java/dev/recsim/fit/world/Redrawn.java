package dev.recsim.fit.world;

import dev.recsim.api.Environment;

/** An environment that can be made again with parameters that its log leaves possible. */
interface Redrawn extends Environment {
  /**
   * The environment with the parameters of a draw from the posterior distribution.
   *
   * @param index of the draw, as in {@link dev.recsim.api.FiniteMdp.Posterior#draw}
   * @throws IllegalStateException if its model has no posterior distribution
   */
  Environment redrawn(int index);
}
