package shop;

import static dev.recsim.junit.RecsimAssertions.assertThat;

import dev.recsim.junit.ExperimentRun;
import dev.recsim.junit.RecsimTest;

class ShopTest {
  @RecsimTest("experiments/shop.yaml")
  void holds(ExperimentRun run) {
    assertThat(run).holdsBaseline();
  }
}
