package dev.recsim.env.exploration;

import dev.recsim.api.Document;

/**
 * A document whose quality and topic are observable.
 *
 * @param features the quality, then the topic one-hot
 */
record RatedDocument(long id, int topic, double quality, double[] features) implements Document {}
