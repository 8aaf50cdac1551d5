package dev.recsim.api;

import java.nio.file.Path;

/**
 * Creates environments of one type. It is found by {@link java.util.ServiceLoader} and selected in
 * YAML by {@code environment: {type: <name>}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface EnvironmentProvider<C extends Record> extends Provider<C> {

  /**
   * Creates an environment.
   *
   * @param options of the environment
   * @param directory folder of the experiment file; paths in options are relative to it
   * @return an environment
   * @throws InvalidOption if an option cannot be satisfied
   * @throws Options.InvalidFile if a file named in the options is missing or has invalid content
   */
  Environment create(C options, Path directory);

  /**
   * {@return the options with the files that they imply, such as all files of a script's folder}
   * Called once, when an experiment is read. Environments that something else computes, such as a
   * process, override it, and {@link Environment#inputs}.
   *
   * @param options of the environment
   * @param folder to which files are relative
   * @throws InvalidOption if files are missing; the message says what to write
   */
  default C withFiles(C options, Path folder) {
    return options;
  }
}
