package dev.recsim.fit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.fit.response.KindsFit;
import dev.recsim.fit.response.ResponseKind;
import dev.recsim.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class FittedKindsContractTest extends EnvironmentContract {
  private static ResponseKind kind(double share, double accept, double leave) {
    double[] even = {0.5, 0.5};
    double[] row = {accept, accept};
    return new ResponseKind(share, even, even, leave, leave, new double[][] {row, row});
  }

  @Override
  protected Environment environment() {
    return new ResponseEnvironment(
        KindsFit.of(List.of(kind(0.7, 0.9, 0.2), kind(0.3, 0.1, 0.2)), 1_000));
  }

  /** Of 4,000 sessions; five standard errors are 0.04. */
  @Test
  void aSessionHasOneKind() {
    Environment environment =
        new ResponseEnvironment(KindsFit.of(List.of(kind(0.7, 1, 0), kind(0.3, 0, 0)), 5));
    assertThat(environment.model()).isEmpty();
    double all = 0;
    for (int i = 0; i < 4_000; i++) {
      Session session = environment.open(RandomKey.root(1).child(i));
      session.start();
      double rewards = 0;
      for (int t = 0; t < 5; t++) {
        Step step = session.recommend(Slate.of(t % 2));
        rewards += step.reward();
      }
      assertThat(rewards).isIn(0.0, 5.0);
      all += rewards / 5;
    }
    assertThat(all / 4_000).isCloseTo(0.7, within(0.04));
  }
}
