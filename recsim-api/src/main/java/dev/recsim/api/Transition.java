package dev.recsim.api;

/**
 * One step of a training session. Immutable.
 *
 * @param observation the observation before the step
 * @param slate the slate shown
 * @param step the result of the step
 */
public record Transition(Observation observation, Slate slate, Step step) {}
