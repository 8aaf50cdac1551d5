package dev.recsim.agent.counts;

import dev.recsim.agent.counts.KnnProvider.Options;
import dev.recsim.api.Environment;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.learn.LearningAgent;
import dev.recsim.learn.LearningProvider;
import dev.recsim.random.RandomKey;

/** Provider of the agent {@code knn}. */
@Description(
    "Shows the documents that other sessions clicked together with those that this session has"
        + " clicked.")
public final class KnnProvider extends LearningProvider<Options> {

  /** Options of {@code knn}. */
  public record Options(
      @Description("Number of most similar documents that are kept for each document.")
          @Range(min = 1, max = 1_000)
          @Default("50")
          int neighbours,
      @Description("Weight of a click, relative to the click after it.")
          @Range(above = 0, max = 1)
          @Default("0.8")
          double decay,
      @Description(
              "Added to the denominator of the cosine; makes documents with few clicks less"
                  + " similar.")
          @Range(min = 0, max = 1_000_000)
          @Default("10")
          double shrinkage,
      @Description("Number of clicks of the session that are remembered.")
          @Range(min = 1, max = 1_000)
          @Default("20")
          int historyLength) {}

  @Override
  public void check(Options options, Environment environment) {
    NumberedDocuments.check(name(), environment);
  }

  @Override
  protected LearningAgent agent(Options options, Environment environment, RandomKey key) {
    return new KnnAgent(options, environment.space());
  }
}
