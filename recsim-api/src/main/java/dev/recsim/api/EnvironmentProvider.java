package dev.recsim.api;

import java.nio.file.Path;

/**
 * Makes environments of one type; found by {@link java.util.ServiceLoader} and chosen by {@code
 * environment: {type: <name>}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface EnvironmentProvider<C extends Record> extends Provider<C> {

  /**
   * Makes an environment.
   *
   * @param options of the environment
   * @param directory folder of the experiment file; files named in options are relative to it
   * @return an environment
   * @throws InvalidOption if an option cannot be satisfied
   * @throws InvalidFile if a file named in the options is not as it should be
   */
  Environment create(C options, Path directory);
}
