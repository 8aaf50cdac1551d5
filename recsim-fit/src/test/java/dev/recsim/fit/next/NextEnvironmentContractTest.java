package dev.recsim.fit.next;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.fit.ids.DecayedCounts;
import dev.recsim.fit.ids.Histories;
import dev.recsim.fit.ids.ImplicitFactors;
import dev.recsim.fit.next.NextModel.Weights;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

class NextEnvironmentContractTest extends EnvironmentContract {
  private static final int N = 6;

  /** Users who mostly go on to the next document. */
  static NextEnvironment environment(boolean once, int slateSize) {
    int[] first = {0, 12, 24};
    int[] events = new int[24];
    Arrays.setAll(events, i -> (i * (1 + i / 20)) % N);
    Histories users = new Histories(N, first, events);
    double[] y = new double[2 * N];
    Arrays.setAll(y, RandomKey.root(3)::gaussian);
    NextModel model =
        NextModel.of(
            new NextChain(DecayedCounts.of(users, N), users.counts(), 2, 0.8),
            new ImplicitFactors(2, 10, 0.1),
            y,
            new Weights(1, 0.5, -0.2),
            once);
    return new NextEnvironment(model, 0.2, slateSize, 1_000);
  }

  @Override
  protected Environment environment() {
    return environment(false, 2);
  }

  /** Users who open no document twice. */
  static class OfNewDocumentsTest extends EnvironmentContract {
    @Override
    protected Environment environment() {
      return NextEnvironmentContractTest.environment(true, 2);
    }
  }
}
