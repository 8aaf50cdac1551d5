package dev.recsim.env.satisfaction;

import dev.recsim.api.Document;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Options.Description;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.DocumentSamplerProvider;
import dev.recsim.env.DrawnDocuments;
import java.util.List;

/**
 * Provider of {@code clickbait}: documents with an observable clickbaitiness, uniform in [0, 1).
 */
@Description("Documents that are clickbait to a degree, which agents observe.")
public final class ClickbaitProvider implements DocumentSamplerProvider<NoOptions> {

  @Override
  public DocumentSampler create(NoOptions options) {
    return new DrawnDocuments(
        Bait.class,
        List.of("clickbait"),
        0,
        (id, key) -> new Bait(id, new double[] {key.uniform(0)}));
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
