package dev.recsim.contract.builtin;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.contract.EnvironmentContract;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the contract on each environment of the list {@code environments} of a subclass. */
@ParameterizedClass
@MethodSource("environments")
abstract class EachEnvironment extends EnvironmentContract {
  @Parameter Supplier<Environment> environment;

  static <C extends Record> Arguments environment(String name, EnvironmentProvider<C> provider) {
    return environment(name, provider, provider.defaults());
  }

  static <C extends Record> Arguments environment(
      String name, EnvironmentProvider<C> provider, C options) {
    Supplier<Environment> environment = () -> provider.create(options, Path.of("."));
    return argumentSet(name, environment);
  }

  @Override
  protected Environment environment() {
    return environment.get();
  }
}
