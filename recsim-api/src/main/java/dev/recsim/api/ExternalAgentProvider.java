package dev.recsim.api;

import java.nio.file.Path;

/**
 * Creates agents that something else computes, such as a process, a service or a model in a file.
 * What they depend on is not only their code and options.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface ExternalAgentProvider<C extends Record> extends AgentProvider<C> {

  /**
   * {@return the options with the files that they imply, such as all files of a script's folder; by
   * default unchanged} Called once, when an experiment is read.
   *
   * @param options of the agent; the agents that it wraps are asked separately
   * @param folder to which files are relative
   * @throws InvalidOption if files are missing; the message says what to write
   */
  default C withFiles(C options, Path folder) {
    return options;
  }

  /**
   * {@return whether the result of a finished trial may be used again; by default it may} False if
   * something that neither the options nor the files they name determine may have changed, such as
   * a service without a version. Such a trial runs again in each run, as does one whose {@link
   * Agent#inputs} are not complete.
   *
   * @param options of the agent; the agents that it wraps are asked separately
   */
  default boolean reusable(C options) {
    return true;
  }

  /**
   * {@return whether an agent that is created again with the same key, and loads the same weights,
   * shows the same slates without asking anything outside of this JVM; by default not} Reports
   * replay single sessions of agents that do, as all others do.
   *
   * @param options of the agent; the agents that it wraps are asked separately
   */
  default boolean replayable(C options) {
    return false;
  }
}
