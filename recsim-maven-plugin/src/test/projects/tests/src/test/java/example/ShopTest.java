package example;

import static dev.recsim.junit.RecsimAssertions.assertThat;
import static dev.recsim.junit.RecsimAssertions.atLeast;

import dev.recsim.junit.ExperimentRun;
import dev.recsim.junit.RecsimTest;
import dev.recsim.report.check.BuildRules.OnUndecided;

class ShopTest {
  @RecsimTest("experiments/held.yaml")
  void holds(ExperimentRun run) {
    assertThat(run)
        .passesCheck()
        .agent("shown")
        .beats("random")
        .keeps("share_of_optimum", atLeast(0.99))
        .holdsBaseline();
  }

  @RecsimTest("experiments/shop.yaml")
  void regresses(ExperimentRun run) {
    assertThat(run).agent("shown").holdsBaseline();
  }

  @RecsimTest("experiments/fresh.yaml")
  void undecided(ExperimentRun run) {
    assertThat(run).agent("again").beats("random");
  }

  @RecsimTest(value = "experiments/fresh.yaml", onUndecided = OnUndecided.PASS)
  void undecidedMayPass(ExperimentRun run) {
    assertThat(run).agent("again").beats("random");
  }

  @RecsimTest("experiments/fresh.yaml")
  void missingBaseline(ExperimentRun run) {
    assertThat(run).holdsBaseline();
  }

  @RecsimTest("experiments/shop.yaml")
  void misspelledMetric(ExperimentRun run) {
    assertThat(run).agent("random").keeps("god_sessions", atLeast(0));
  }

  @RecsimTest("experiments/brittle.yaml")
  void failingTrial(ExperimentRun run) {
    assertThat(run).holdsClaims();
  }

  @RecsimTest("experiments/held.yaml")
  void assertsNothing(ExperimentRun run) {
    assertThat(run).agent("shown");
  }

  @RecsimTest("experiments/held.yaml")
  void assertsWithoutRecsim(ExperimentRun run) {
    if (run.results().agents().isEmpty()) {
      throw new AssertionError("no agents");
    }
  }
}
