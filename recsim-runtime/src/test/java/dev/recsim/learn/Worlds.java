package dev.recsim.learn;

import dev.recsim.api.Environment;
import dev.recsim.env.TransitionMatrixProvider;
import java.nio.file.Path;

/** Worlds for the tests of agents that learn. */
final class Worlds {
  private Worlds() {}

  /** The default matrix of ten documents. */
  static Environment generated() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
