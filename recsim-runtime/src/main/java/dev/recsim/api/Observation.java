package dev.recsim.api;

/**
 * What an agent sees of a visit before it recommends. Immutable.
 *
 * @param state index of the user's observable state, 0 .. {@link Space#states()} - 1
 */
public record Observation(int state) {}
