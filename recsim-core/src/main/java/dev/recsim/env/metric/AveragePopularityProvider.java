package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/** Provider of {@code average_popularity}: whether an agent shows what everybody clicks anyway. */
@Description("Mean popularity of what is shown: its share of the clicks under random.")
public final class AveragePopularityProvider
    implements MetricProvider<AveragePopularityProvider.AveragePopularity> {

  /** Options of {@code average_popularity}. */
  public record AveragePopularity(
      @Description("What is popular: documents that all sessions share, or topics.")
          @Default("documents")
          Over over,
      @Description("Number of sessions of random that popularity is computed from.")
          @Range(min = 1, max = 1_000_000)
          @Default("1000")
          int referenceSessions) {}

  @Override
  public Measure create(AveragePopularity options, Environment environment) {
    Catalogue catalogue = Catalogue.of(options.over(), environment);
    Popularity popularity = new Popularity(catalogue, environment, options.referenceSessions());
    return Measure.of(
        "Mean popularity of the %s shown: their share of the clicks under random."
            .formatted(catalogue.word()),
        Metric.Better.LOWER,
        false,
        () -> new ShownMean(catalogue, popularity.shares()));
  }
}
