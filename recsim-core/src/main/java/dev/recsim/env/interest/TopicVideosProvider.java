package dev.recsim.env.interest;

import dev.recsim.api.Document;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Recycling;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.DocumentSamplerProvider;
import dev.recsim.env.DrawnDocuments;
import dev.recsim.random.RandomKey;
import java.util.List;

/**
 * Provider of {@code topic_videos}, the videos of the SlateQ paper (Ie et al., arXiv 1905.12767,
 * section 6.1). The topic is uniform. Quality is normal with the mean of the topic. The first
 * topics have means evenly spaced over the low range, the others over the high range.
 */
@Description(
    "Videos with one topic each; quality depends on the topic, and agents observe"
        + " it only after showing the video.")
public final class TopicVideosProvider
    implements DocumentSamplerProvider<TopicVideosProvider.TopicVideos> {

  /** Options of {@code topic_videos}. */
  public record TopicVideos(
      @Description("Number of topics.") @Range(min = 1, max = 1_000) @Default("20") int topics,
      @Description("Number of topics with low quality.") @Range(min = 0, max = 1_000) @Default("14")
          int lowQualityTopics,
      @Description("Mean qualities of the low topics are evenly spaced between these two.")
          @Range(minLength = 2)
          @Default("[-3, 0]")
          List<Double> lowQuality,
      @Description("Mean qualities of the other topics are evenly spaced between these two.")
          @Range(minLength = 2)
          @Default("[0, 3]")
          List<Double> highQuality,
      @Description("Standard deviation of quality within a topic.") @Range(min = 0) @Default("0.1")
          double qualityStddev,
      @Description("Length of a video, in minutes.") @Range(above = 0) @Default("4")
          double length) {}

  @Override
  public DocumentSampler create(TopicVideos options) {
    return new Sampler(options);
  }

  private static final class Sampler implements DocumentSampler, Recycling.Documents {
    private final TopicVideos options;

    /** By topic. */
    private final Video.Genre[] genres;

    Sampler(TopicVideos options) {
      this.options = options;
      int topics = options.topics();
      int low = Math.min(options.lowQualityTopics(), topics);
      genres = new Video.Genre[topics];
      for (int i = 0; i < topics; i++) {
        double[] oneHot = new double[topics];
        oneHot[i] = 1;
        double quality =
            i < low
                ? spaced(options.lowQuality(), i, low)
                : spaced(options.highQuality(), i - low, topics - low);
        genres[i] = new Video.Genre(i, oneHot, options.length(), quality, options.qualityStddev());
      }
    }

    private static double spaced(List<Double> ends, int i, int count) {
      double first = ends.get(0);
      double last = ends.get(1);
      return count == 1 ? first : first + (last - first) * i / (count - 1);
    }

    @Override
    public Class<? extends Document> documents() {
      return Video.class;
    }

    @Override
    public List<String> features() {
      return DrawnDocuments.numbered("topic", options.topics());
    }

    @Override
    public int topics() {
      return options.topics();
    }

    @Override
    public Document sample(long id, RandomKey key) {
      return sample(id, key, null);
    }

    @Override
    public Document sample(long id, RandomKey key, Document used) {
      return Video.over(used).become(id, genres[key.below(0, genres.length)], key);
    }
  }
}
