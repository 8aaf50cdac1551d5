/**
 * Experiments as tests of JUnit 5:
 *
 * <pre>{@code
 * import static dev.recsim.junit.RecsimAssertions.assertThat;
 * import static dev.recsim.junit.RecsimAssertions.atLeast;
 *
 * @RecsimTest("experiments/commute.yaml")
 * void beatsRandom(ExperimentRun run) {
 *   assertThat(run)
 *       .agent("topic_minutes")
 *       .beats("random")
 *       .keeps("topic_coverage", atLeast(0.6))
 *       .holdsBaseline();
 * }
 * }</pre>
 */
package dev.recsim.junit;
