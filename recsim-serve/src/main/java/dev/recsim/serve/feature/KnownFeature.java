package dev.recsim.serve.feature;

/**
 * A feature as a policy knows it.
 *
 * @param name of the feature
 * @param min smallest value seen in training
 * @param max largest value seen in training
 */
public record KnownFeature(String name, double min, double max) {}
