package dev.recsim.agent;

/** Options of an agent that has none. */
public record NoOptions() {}
