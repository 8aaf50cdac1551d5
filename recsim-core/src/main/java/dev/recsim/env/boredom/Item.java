package dev.recsim.env.boredom;

import dev.recsim.api.Document;

/**
 * An item with a few topics, all of them observable.
 *
 * @param topic the topic with the largest weight; the lowest index if weights are equal
 * @param features weight of each topic, 0 or more, with unit norm
 */
record Item(long id, int topic, double[] features) implements Document {}
