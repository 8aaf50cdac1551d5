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

  /**
   * What videos have in common.
   *
   * @param topic 0 .. topics - 1; -1 without topics
   * @param features observable. With topics: 1 for the video's topic and 0 for all others
   * @param length in minutes
   * @param meanQuality mean of the quality
   * @param qualityDeviation standard deviation of the quality
   */
  record Genre(
      int topic, double[] features, double length, double meanQuality, double qualityDeviation) {}

  private long id;
  private long luck;
  private Genre genre;

  /** Returns the video to write to: the used one, or a new one if there is none. */
  static Video over(Document used) {
    return used == null ? new Video() : (Video) used;
  }

  /**
   * Becomes another video.
   *
   * @param key of the video's random draws
   */
  Video become(long id, Genre genre, RandomKey key) {
    this.id = id;
    this.genre = genre;
    this.luck = key.bits();
    return this;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public int topic() {
    return genre.topic;
  }

  @Override
  public double[] features() {
    return genre.features;
  }

  double length() {
    return genre.length;
  }

  /** The quality. It is drawn when it is read, because most candidates are never shown. */
  double quality() {
    return genre.meanQuality
        + genre.qualityDeviation * new RandomKey(luck).child(QUALITY).gaussian(0);
  }
}
