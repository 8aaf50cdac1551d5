package dev.recsim.fit.model;

/** Options of models that have none. */
public record NoOptions() {}
