package dev.recsim.env.interest;

import dev.recsim.api.Document;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.DocumentSamplerProvider;
import dev.recsim.env.DrawnDocuments;
import dev.recsim.env.Stream;
import dev.recsim.random.RandomKey;

/**
 * Provider of {@code random_videos}, the videos without topics of RecSim's {@code
 * interest_evolution}. Each feature is uniform in [-1, 1]. The length is normal, limited to [0,
 * maxLength] (in RecSim it may be negative). All videos have the same quality.
 */
@Description("Videos with many features in [-1, 1] and a random length, without topics.")
public final class RandomVideosProvider
    implements DocumentSamplerProvider<RandomVideosProvider.RandomVideos> {
  private static final int NO_TOPIC = -1;
  private static final long LATENT = Stream.number("latent");

  /** Options of {@code random_videos}. */
  public record RandomVideos(
      @Description("Number of features.") @Range(min = 1, max = 1_000) @Default("20") int features,
      @Description("Mean length of a video, in minutes.") @Range(above = 0) @Default("4.3")
          double lengthMean,
      @Description("Standard deviation of the length, in minutes.") @Range(min = 0) @Default("1")
          double lengthStddev,
      @Description("Longest length of a video, in minutes.") @Range(above = 0) @Default("100")
          double maxLength,
      @Description("Quality of all videos.") @Range @Default("1") double quality) {}

  @Override
  public DocumentSampler create(RandomVideos options) {
    return new DrawnDocuments(
        Video.class,
        DrawnDocuments.numbered("feature", options.features()),
        0,
        (id, key) -> draw(options, id, key));
  }

  private static Document draw(RandomVideos options, long id, RandomKey key) {
    double[] features = new double[options.features()];
    for (int i = 0; i < features.length; i++) {
      features[i] = 2 * key.uniform(i) - 1;
    }
    RandomKey latent = key.child(LATENT);
    double length = options.lengthMean() + options.lengthStddev() * latent.gaussian(0);
    double within = Math.max(0, Math.min(options.maxLength(), length));
    Video.Genre own = new Video.Genre(NO_TOPIC, features, within, options.quality(), 0);
    return new Video().become(id, own, latent);
  }
}
