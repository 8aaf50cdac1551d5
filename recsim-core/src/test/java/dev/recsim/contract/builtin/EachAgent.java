package dev.recsim.contract.builtin;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the contract on each agent of the list {@code agents} of a subclass. */
@ParameterizedClass
@MethodSource("agents")
abstract class EachAgent<C extends Record> extends AgentContract<C> {
  @Parameter(0)
  AgentProvider<C> provider;

  @Parameter(1)
  C options;

  @Parameter(2)
  Environment environment;

  static <C extends Record> Arguments agent(
      String name, AgentProvider<C> provider, Environment environment) {
    return agent(name, provider, provider.defaults(), environment);
  }

  static <C extends Record> Arguments agent(
      String name, AgentProvider<C> provider, C options, Environment environment) {
    return argumentSet(name, provider, options, environment);
  }

  @Override
  protected AgentProvider<C> provider() {
    return provider;
  }

  @Override
  protected C options() {
    return options;
  }

  @Override
  protected Environment environment() {
    return environment;
  }
}
