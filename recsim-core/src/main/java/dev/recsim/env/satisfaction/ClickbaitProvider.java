package dev.recsim.env.satisfaction;

import dev.recsim.api.Document;
import dev.recsim.api.Options.Description;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.DocumentSamplerProvider;
import dev.recsim.random.RandomKey;
import java.util.List;

/**
 * Provider of {@code clickbait}: documents with an observable clickbaitiness, uniform in [0, 1).
 */
@Description("Documents that are clickbait to a degree, which agents observe.")
public final class ClickbaitProvider implements DocumentSamplerProvider<ClickbaitProvider.Options> {

  /** {@code clickbait} has no options. */
  public record Options() {}

  @Override
  public String name() {
    return "clickbait";
  }

  @Override
  public DocumentSampler create(Options options) {
    return new Sampler();
  }

  private record Sampler() implements DocumentSampler {
    @Override
    public Class<? extends Document> documents() {
      return Bait.class;
    }

    @Override
    public List<String> features() {
      return List.of("clickbait");
    }

    @Override
    public int topics() {
      return 0;
    }

    @Override
    public Document sample(long id, RandomKey key) {
      return new Bait(id, new double[] {key.uniform(0)});
    }
  }

  /**
   * A document.
   *
   * @param features clickbaitiness: 1 is pure clickbait ("chocolate"), 0 is none ("kale")
   */
  record Bait(long id, double[] features) implements Document {
    double clickbait() {
      return features[0];
    }
  }
}
