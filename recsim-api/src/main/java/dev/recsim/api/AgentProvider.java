package dev.recsim.api;

import dev.recsim.random.RandomKey;

/**
 * Makes agents of one type; found by {@link java.util.ServiceLoader} and chosen by {@code agents:
 * {<any name>: {type: <name>}}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface AgentProvider<C extends Record> extends Provider<C> {

  /**
   * Checks that such an agent can act in this environment, cheaply: nothing is built.
   *
   * @param options of the agent
   * @param environment the environment it would act in
   * @throws InvalidOption if it cannot, with what would be right
   */
  default void check(C options, Environment environment) {}

  /**
   * {@return whether the agent knows the environment's hidden state or its exact solution} Reports
   * show such an agent as a reference and do not rank it.
   *
   * @param options of the agent; one that wraps another agent passes on the answer of that agent
   */
  default boolean oracle(C options) {
    return false;
  }

  /**
   * Makes an agent.
   *
   * @param options of the agent
   * @param environment the environment it will act in; an agent may look at its space, and only one
   *     that knows the truth by design (such as {@code optimal}) at its model
   * @param key all of the agent's own randomness
   * @return a new agent; whoever calls closes it
   */
  Agent create(C options, Environment environment, RandomKey key);

  /**
   * Makes the policy of an agent that was trained before, by its saved weights alone.
   *
   * @param options of the agent
   * @param environment the one it was trained in or one like it; one that has nothing but a space,
   *     where the policy is loaded without an experiment
   * @param weights its saved parameters
   * @return its greedy policy
   * @throws UnsupportedOperationException if agents of this type have no weights, or need more of
   *     the environment than it tells, such as how its users choose
   * @throws IllegalArgumentException if the weights do not fit the options and the environment
   */
  default Policy restore(C options, Environment environment, Weights weights) {
    throw new UnsupportedOperationException("agents of type " + name() + " have no weights");
  }
}
