package dev.recsim.env;

import dev.recsim.api.Environment;
import dev.recsim.fit.log.SimulatedLog;
import java.io.IOException;
import java.nio.file.Path;

/** A small log of {@code transition_matrix} with its defaults. */
public final class ShopLog {
  private ShopLog() {}

  public static void write(Path file, int sessions) throws IOException {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    Environment environment = provider.create(provider.defaults(), Path.of("."));
    SimulatedLog.write(file, sessions, 5, environment);
  }
}
