/**
 * What every environment, choice model, policy, agent and metric must keep, as abstract test
 * classes: extend one, say what to test, and JUnit runs the rest. They need nothing but the public
 * types of {@code api}, {@code random}, {@code exact} and {@code trial}. All keys are fixed, so a
 * test either always passes or always fails.
 *
 * <p>The abstract classes are published as {@code dev.recsim:recsim-runtime} with classifier {@code
 * contracts}. A project that uses them brings JUnit Jupiter 5 and AssertJ 3.
 */
package dev.recsim.contract;
