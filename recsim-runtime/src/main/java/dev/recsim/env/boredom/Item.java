package dev.recsim.env.boredom;

import dev.recsim.api.Document;

/**
 * An item about a few topics, all of which can be observed.
 *
 * @param topic the topic with the largest weight, lowest index among equals
 * @param features weights of all topics, 0 or more, of unit norm
 */
record Item(long id, int topic, double[] features) implements Document {}
