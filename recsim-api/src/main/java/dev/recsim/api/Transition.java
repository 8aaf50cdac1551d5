package dev.recsim.api;

/**
 * One step of a session as a learner sees it. Immutable.
 *
 * @param observation what was seen before
 * @param slate what was shown
 * @param step what came of it
 */
public record Transition(Observation observation, Slate slate, Step step) {}
