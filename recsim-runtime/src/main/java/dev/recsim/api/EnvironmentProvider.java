package dev.recsim.api;

import java.nio.file.Path;

/**
 * Makes worlds of one type; found by {@link java.util.ServiceLoader} and chosen by {@code
 * environment: {type: <name>}}.
 *
 * @param <C> record of options. It is the schema: the component names are the YAML keys (in
 *     snake_case), the values of {@link #defaults()} the defaults, {@link Range} and {@link
 *     ExactlyOne} the values allowed, {@link Description} the hover text, {@link InputFile} what
 *     names a file; rules between options are the compact constructor's, which throws {@link
 *     InvalidOption}
 */
public interface EnvironmentProvider<C extends Record> {

  /** The type's name in YAML, snake_case. */
  String name();

  /** The options where the file says nothing. */
  C defaults();

  /**
   * Makes a world.
   *
   * @param directory folder of the experiment file; files named in options are relative to it
   * @throws InvalidOption if an option cannot be satisfied
   * @throws InvalidFile if a file named in the options is not as it should be
   */
  Environment create(C options, Path directory);
}
