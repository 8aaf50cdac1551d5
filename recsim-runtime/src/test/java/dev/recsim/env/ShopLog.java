package dev.recsim.env;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.exact.ExactSolver;
import dev.recsim.fit.log.SimulatedLog;
import java.io.IOException;
import java.nio.file.Path;

/** A small log of {@code transition_matrix} with its defaults. */
public final class ShopLog {
  private ShopLog() {}

  public static void write(Path file, int sessions) throws IOException {
    SimulatedLog.write(file, sessions, 5, environment());
  }

  /** A log of a policy that shows the best document in every second step. */
  public static void writeRanked(Path file, int sessions) throws IOException {
    Environment environment = environment();
    FiniteMdp model = environment.model().orElseThrow();
    int[] best = new ExactSolver(model).optimal().actions();
    SimulatedLog.write(
        file,
        sessions,
        6,
        (state, random, step) -> step % 2 == 0 ? random : best[state],
        environment);
  }

  private static Environment environment() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
