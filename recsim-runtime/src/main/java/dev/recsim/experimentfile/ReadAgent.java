package dev.recsim.experimentfile;

import dev.recsim.api.AgentProvider;
import dev.recsim.trial.Training;

/**
 * An agent as it was read; {@link Resolved} makes its spec.
 *
 * @param training the experiment's schedule with the agent's own {@code training:} merged over it
 * @param line where its name stands in the file, 1-based
 */
record ReadAgent<C extends Record>(
    String name, AgentProvider<C> provider, C options, Training training, int line) {}
