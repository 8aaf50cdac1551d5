package dev.recsim.fit.factors;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.fit.factors.FactorParameters.Numbers;
import dev.recsim.random.RandomKey;

class FactorEnvironmentContractTest extends EnvironmentContract {
  private static final int D = 3;
  private static final int DOCUMENTS = 8;
  private static final Numbers NUMBERS =
      new Numbers(D, 1, 0.5, 0.3, 0.8, new double[] {0.1, 0.3}, 3, 20, 1_000);

  private static float[] drawn(int count, String name) {
    float[] drawn = new float[count];
    for (int i = 0; i < count; i++) {
      drawn[i] = (float) RandomKey.root(7).child(name).gaussian(i);
    }
    return drawn;
  }

  /** Users of the log, or new ones. */
  static Environment environment(boolean ofLog) {
    int users = ofLog ? 5 : 0;
    float[] cholesky = new float[6 * users];
    for (int i = 0; i < cholesky.length; i++) {
      cholesky[i] = new float[] {2, 0.5f, 2, 0.1f, -0.3f, 3}[i % 6];
    }
    double[] spread = {1, 0.2, 1, 0.1, -0.2, 1};
    return FactorEnvironment.of(
        NUMBERS,
        new Population(D, drawn(D * users, "theta"), cholesky, new double[D], spread),
        new FactorDocuments(
            D, drawn(D * DOCUMENTS, "e"), drawn(DOCUMENTS, "b"), new int[DOCUMENTS], 20),
        3,
        1_000);
  }

  @Override
  protected Environment environment() {
    return environment(true);
  }

  /** New users. */
  static class OfNewUsersTest extends EnvironmentContract {
    @Override
    protected Environment environment() {
      return FactorEnvironmentContractTest.environment(false);
    }
  }
}
