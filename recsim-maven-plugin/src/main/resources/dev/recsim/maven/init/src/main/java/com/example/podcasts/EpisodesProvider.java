package com.example.podcasts;

import dev.recsim.api.Document;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.DocumentSamplerProvider;
import dev.recsim.random.RandomKey;
import java.util.List;

/** Provider of {@code episodes}, which draws the episodes. */
@Description("Episodes of podcasts with one topic each; length and quality vary.")
public final class EpisodesProvider implements DocumentSamplerProvider<EpisodesProvider.Episodes> {

  /** Options of {@code episodes}. */
  public record Episodes(
      @Description("Number of topics.") @Range(min = 2, max = 100) @Default("4") int topics,
      @Description("Length of the longest episode, in minutes.")
          @Range(min = 1, max = 600)
          @Default("30")
          int longest) {}

  @Override
  public DocumentSampler create(Episodes options) {
    return new Sampler(options);
  }

  private record Sampler(Episodes options) implements DocumentSampler {
    @Override
    public Class<? extends Document> documents() {
      return Episode.class;
    }

    @Override
    public List<String> features() {
      return List.of("minutes");
    }

    @Override
    public int topics() {
      return options.topics();
    }

    @Override
    public Document sample(long id, RandomKey key) {
      int topic = key.below(0, options.topics());
      int minutes = 1 + key.below(1, options.longest());
      double quality = key.uniform(2);
      return new Episode(id, topic, new double[] {minutes}, quality);
    }
  }
}
