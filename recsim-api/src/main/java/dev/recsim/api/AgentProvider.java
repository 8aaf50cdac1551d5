package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.nio.file.Path;

/**
 * Creates agents of one type. It is found by {@link java.util.ServiceLoader} and selected in YAML
 * by {@code agents: {<any name>: {type: <name>}}}. One whose agents are computed outside of this
 * JVM is an {@link ExternalAgentProvider}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface AgentProvider<C extends Record> extends Provider<C> {

  /**
   * Checks that an agent with these options can act in this environment, without creating it.
   *
   * @param options of the agent
   * @param environment the environment it would act in
   * @throws InvalidOption if it cannot; the message says what is allowed
   */
  default void check(C options, Environment environment) {}

  /**
   * {@return whether the agent uses the environment's hidden state or its exact solution} Reports
   * show these agents as a reference and do not rank them.
   *
   * @param options of the agent; for an agent around another one, return the inner agent's value
   */
  default boolean oracle(C options) {
    return false;
  }

  /**
   * Creates an agent.
   *
   * @param options of the agent
   * @param environment the environment it will act in. Agents may read its space; only {@linkplain
   *     #oracle oracles} may read its model
   * @param key all of the agent's own randomness
   * @return a new agent; the caller closes it
   */
  Agent create(C options, Environment environment, RandomKey key);

  /**
   * Creates an agent that reads files, or one around another agent. By default it ignores the
   * folder. Experiments call this method.
   *
   * @param options of the agent
   * @param environment the environment it will act in
   * @param key all of the agent's own randomness
   * @param folder to which the {@linkplain Options.InputFile files} of the options are relative,
   *     absolute
   * @return a new agent; the caller closes it
   */
  default Agent create(C options, Environment environment, RandomKey key, Path folder) {
    return create(options, environment, key);
  }

  /**
   * Restores the greedy policy of a trained agent from its saved weights.
   *
   * @param options of the agent
   * @param environment the environment it was trained in or a similar one; an {@link Environment#of
   *     environment with only a space} if the policy is loaded without an experiment
   * @param weights its saved parameters
   * @return its greedy policy
   * @throws UnsupportedOperationException if agents of this type have no weights, or need something
   *     that the environment does not provide, such as its {@link Environment#appeal}
   * @throws IllegalArgumentException if the weights do not fit the options and the environment
   */
  default Policy restore(C options, Environment environment, Weights weights) {
    throw new UnsupportedOperationException(
        "agents of type "
            + name()
            + " have no weights; create them with AgentProvider.create and an environment");
  }
}
