package dev.recsim.agent;

import dev.recsim.api.Environment;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;

/** Worlds for the tests of agents. */
final class Worlds {
  private Worlds() {}

  /** The default matrix of ten documents. */
  static Environment generated() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }

  /** A world of which only the space is known: no finite model. */
  static Environment notFinite(Space space) {
    return new Environment() {
      @Override
      public Space space() {
        return space;
      }

      @Override
      public Session open(RandomKey key) {
        throw new UnsupportedOperationException("only looked at");
      }
    };
  }
}
