package dev.recsim.agent;

import dev.recsim.api.Environment;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Environments for the tests of agents. */
public final class Environments {
  private Environments() {}

  /** The default matrix of ten documents. */
  public static Environment generated() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }

  /** Users accept document d with probability accepted[d], whatever they saw before. */
  public static Environment constantRows(double... accepted) {
    List<Double> row = Arrays.stream(accepted).boxed().toList();
    return rows(Collections.nCopies(accepted.length, row));
  }

  /** Users who saw document s accept document d with probability rows[s][d]. */
  public static Environment rows(List<List<Double>> rows) {
    TransitionMatrixOptions options =
        new TransitionMatrixOptions(null, 4, .1, .2, new Acceptance(null, rows, null, null), 1_000);
    return new TransitionMatrixProvider().create(options, Path.of("."));
  }

  /** An environment of which only the space is known: no finite model. */
  public static Environment notFinite(Space space) {
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
