package dev.recsim.env.interest;

import dev.recsim.api.Document;
import dev.recsim.random.RandomKey;

/**
 * A video. What it is about is observable, its length and its quality are latent until it is shown.
 * Changes only where it is {@linkplain dev.recsim.api.Recycling lent}.
 */
final class Video implements Document {
  private long id;
  private int topic;
  private double[] features;
  private double length;
  private double meanQuality;
  private double qualityDeviation;
  private long luck;

  /** The video to write to: the used one if there is one, else a new one. */
  static Video over(Document used) {
    return used == null ? new Video() : (Video) used;
  }

  /**
   * Becomes another video.
   *
   * @param topic 0 .. topics - 1; -1 where there are no topics
   * @param features what it is about; may be shared between videos. Where there are topics, 1 for
   *     the video's topic and 0 for all others
   * @param length minutes it takes to watch
   * @param meanQuality of its topic
   * @param qualityDeviation standard deviation of quality within the topic
   * @param key the video's luck
   */
  Video become(
      long id,
      int topic,
      double[] features,
      double length,
      double meanQuality,
      double qualityDeviation,
      RandomKey key) {
    this.id = id;
    this.topic = topic;
    this.features = features;
    this.length = length;
    this.meanQuality = meanQuality;
    this.qualityDeviation = qualityDeviation;
    this.luck = key.bits();
    return this;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public int topic() {
    return topic;
  }

  @Override
  public double[] features() {
    return features;
  }

  double length() {
    return length;
  }

  /** Drawn when it is asked for: most candidates are never shown. */
  double quality() {
    return meanQuality + qualityDeviation * new RandomKey(luck).child("quality").gaussian(0);
  }
}
