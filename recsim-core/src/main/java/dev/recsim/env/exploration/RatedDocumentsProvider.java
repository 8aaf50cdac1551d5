package dev.recsim.env.exploration;

import dev.recsim.api.Document;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.DocumentSamplerProvider;
import dev.recsim.env.DrawnDocuments;
import dev.recsim.env.Stream;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Provider of {@code rated_documents}, the documents of RecSim's {@code interest_exploration}.
 * Topic t is drawn with probability topicShares[t]. The quality is exp of a normal draw with mean
 * qualityLogMeans[t].
 */
@Description("Documents whose topic and quality agents observe; quality depends on the" + " topic.")
public final class RatedDocumentsProvider
    implements DocumentSamplerProvider<RatedDocumentsProvider.RatedDocuments> {
  private static final long TOPIC = Stream.number("topic");
  private static final long QUALITY = Stream.number("quality");

  /** Options of {@code rated_documents}. */
  public record RatedDocuments(
      @Description("Probability of each topic.")
          @Range(min = 0, max = 1, minLength = 1)
          @Default("[0.2, 0.8]")
          List<Double> topicShares,
      @Description("Mean of the logarithm of quality, for each topic.")
          @Range(minLength = 1)
          @Default("[0.8, 0.2]")
          List<Double> qualityLogMeans,
      @Description("Standard deviation of the logarithm of quality within a topic.")
          @Range(min = 0)
          @Default("0.1")
          double qualityLogStddev) {

    public RatedDocuments {
      Distribution.check("topicShares", topicShares);
      InvalidOption.unless(
          qualityLogMeans.size() == topicShares.size(),
          "qualityLogMeans",
          "needs a value for each of the %s topics of topic_shares, but has %s"
              .formatted(topicShares.size(), qualityLogMeans.size()));
      topicShares = List.copyOf(topicShares);
      qualityLogMeans = List.copyOf(qualityLogMeans);
    }
  }

  @Override
  public DocumentSampler create(RatedDocuments options) {
    int topics = options.topicShares().size();
    List<String> features = new ArrayList<>(List.of("quality"));
    features.addAll(DrawnDocuments.numbered("topic", topics));
    return new DrawnDocuments(
        RatedDocument.class, features, topics, (id, key) -> draw(options, id, key));
  }

  private static Document draw(RatedDocuments options, long id, RandomKey key) {
    int topic = Distribution.draw(options.topicShares(), key.child(TOPIC).uniform(0));
    double quality =
        StrictMath.exp(
            options.qualityLogMeans().get(topic)
                + options.qualityLogStddev() * key.child(QUALITY).gaussian(0));
    double[] features = new double[1 + options.topicShares().size()];
    features[0] = quality;
    features[1 + topic] = 1;
    return new RatedDocument(id, topic, quality, features);
  }
}
