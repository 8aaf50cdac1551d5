package dev.recsim.env.interest;

import dev.recsim.api.Document;
import dev.recsim.random.RandomKey;

/**
 * A video. What it is about is observable, its length and its quality are latent until it is shown.
 *
 * @param topic 0 .. topics - 1, or -1 where there are no topics
 * @param features what it is about; may be shared between videos
 * @param length minutes it takes to watch
 * @param meanQuality of its topic
 * @param qualityDeviation standard deviation of quality within the topic
 * @param key the video's luck
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
    return meanQuality + qualityDeviation * key.child("quality").gaussian(0);
  }
}
