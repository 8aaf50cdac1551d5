package dev.recsim.env.interest;

import dev.recsim.api.Document;
import dev.recsim.env.Stream;
import dev.recsim.random.RandomKey;

/**
 * A video. Its features are observable. Its length and quality are latent until it is shown. It
 * changes only if it is {@linkplain dev.recsim.api.Recycling lent}.
 */
final class Video implements Document {
  private static final long QUALITY = Stream.number("quality");

  private long id;
  private int topic;
  private double[] features;
  private double length;
  private double meanQuality;
  private double qualityDeviation;
  private long luck;

  /** Returns the video to write to: the used one, or a new one if there is none. */
  static Video over(Document used) {
    return used == null ? new Video() : (Video) used;
  }

  /**
   * Becomes another video.
   *
   * @param topic 0 .. topics - 1; -1 without topics
   * @param features observable features, which videos may share. With topics: 1 for the video's
   *     topic and 0 for all others
   * @param length in minutes
   * @param meanQuality of its topic
   * @param qualityDeviation standard deviation of quality within the topic
   * @param key of the video's random draws
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

  /** The quality. It is drawn when it is read, because most candidates are never shown. */
  double quality() {
    return meanQuality + qualityDeviation * new RandomKey(luck).child(QUALITY).gaussian(0);
  }
}
