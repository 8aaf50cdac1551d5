package dev.recsim.env.interest;

import dev.recsim.api.Document;
import dev.recsim.random.RandomKey;

/**
 * A video about a topic. Its topic is observable, its quality is latent until it is shown.
 *
 * @param topic 0 .. topics - 1
 * @param features one-hot of the topic; shared between videos
 * @param length minutes it takes to watch
 * @param meanQuality of its topic
 * @param qualityDeviation standard deviation of quality within the topic
 * @param key the quality's luck
 */
record Video(
    long id,
    int topic,
    double[] features,
    double length,
    double meanQuality,
    double qualityDeviation,
    RandomKey key)
    implements Document {

  /** Drawn when it is asked for: most candidates are never shown. */
  double quality() {
    return meanQuality + qualityDeviation * key.gaussian(0);
  }
}
