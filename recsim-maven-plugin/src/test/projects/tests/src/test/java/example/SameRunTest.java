package example;

import static dev.recsim.junit.RecsimAssertions.assertThat;

import dev.recsim.junit.ExperimentRun;
import dev.recsim.junit.RecsimTest;

/** Wants a run of {@link ShopTest}, which another JVM runs at the same time. */
class SameRunTest {
  @RecsimTest("experiments/fresh.yaml")
  void waits(ExperimentRun run) {
    assertThat(run).holdsClaims();
  }
}
