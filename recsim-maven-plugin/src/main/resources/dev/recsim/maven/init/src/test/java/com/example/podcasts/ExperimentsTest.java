package com.example.podcasts;

import static dev.recsim.junit.RecsimAssertions.assertThat;
import static dev.recsim.junit.RecsimAssertions.atLeast;

import dev.recsim.junit.ExperimentRun;
import dev.recsim.junit.RecsimTest;

/** Runs an experiment as a test, in the IDE or by mvn test. */
class ExperimentsTest {
  @RecsimTest("experiments/six-states.yaml")
  void learnerFindsTheOptimum(ExperimentRun run) {
    assertThat(run).agent("document_q").keeps("share_of_optimum", atLeast(0.99));
  }
}
