package dev.recsim.agent;

/** The options of an agent without options. */
public record NoOptions() {}
