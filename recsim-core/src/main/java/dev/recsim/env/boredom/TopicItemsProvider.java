package dev.recsim.env.boredom;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.DocumentSamplerProvider;
import dev.recsim.env.DrawnDocuments;

/**
 * Provider of {@code topic_items}: items with a few topics. Weights are uniform, then scaled to
 * unit norm, as in SARDINE (Naver Labs Europe, 2024).
 */
@Description("Items with a few topics each; agents observe the topics.")
public final class TopicItemsProvider
    implements DocumentSamplerProvider<TopicItemsProvider.TopicItems> {

  /** Options of {@code topic_items}. */
  public record TopicItems(
      @Description("Number of topics.") @Range(min = 1, max = 1_000) @Default("10") int topics,
      @Description("Smallest number of topics of an item.")
          @Range(min = 1, max = 1_000)
          @Default("2")
          int minActive,
      @Description("Largest number of topics of an item.")
          @Range(min = 1, max = 1_000)
          @Default("3")
          int maxActive) {

    public TopicItems {
      checkActive(topics, minActive, maxActive);
    }
  }

  static void checkActive(int topics, int minActive, int maxActive) {
    InvalidOption.unless(
        maxActive <= topics,
        "maxActive",
        "must be at most the " + topics + " topics, but is " + maxActive);
    InvalidOption.unless(
        minActive <= maxActive,
        "minActive",
        "must be at most max_active, " + maxActive + ", but is " + minActive);
  }

  @Override
  public DocumentSampler create(TopicItems options) {
    int topics = options.topics();
    return new DrawnDocuments(
        Item.class,
        DrawnDocuments.numbered("topic", topics),
        topics,
        (id, key) -> {
          double[] weights =
              TopicWeights.draw(topics, options.minActive(), options.maxActive(), key);
          return new Item(id, TopicWeights.largest(weights), weights);
        });
  }
}
