package dev.recsim.api;

import java.nio.file.Path;

/**
 * Creates environments that something else computes, such as a process. What they depend on is not
 * only their code and options: see {@link Environment#inputs}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface ExternalEnvironmentProvider<C extends Record> extends EnvironmentProvider<C> {

  /**
   * {@return the options with the files that they imply, such as all files of a script's folder}
   * Called once, when an experiment is read.
   *
   * @param options of the environment
   * @param folder to which files are relative
   * @throws InvalidOption if files are missing; the message says what to write
   */
  C withFiles(C options, Path folder);
}
