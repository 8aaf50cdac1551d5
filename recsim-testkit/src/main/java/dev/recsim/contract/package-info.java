/**
 * Abstract test classes with the rules that every environment, choice model, policy, agent, metric,
 * model of a log and metric of a live test must satisfy. Extend one, return the object to test, and
 * JUnit runs the tests. They use only the public types of {@code api}, {@code random}, {@code
 * learn}, {@code exact}, {@code policy}, {@code trial}, {@code logs}, {@code fit} and {@code
 * decide}. All keys are fixed, so a test always has the same result. {@link
 * dev.recsim.contract.PromotedAgents} writes agents for tests of programs that serve them.
 *
 * <p>The module brings JUnit Jupiter 5 and AssertJ 3. For models of logs, add recsim-fit.
 */
package dev.recsim.contract;
