package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Options.Description;

/** Provider of {@code exposure_entropy}. */
@Description("Entropy of the shares of documents or topics in all impressions.")
public final class ExposureEntropyProvider implements MetricProvider<ExposureOptions> {

  @Override
  public Measure create(ExposureOptions options, Environment environment) {
    Catalogue catalogue = Catalogue.of(options.over(), environment);
    return new Exposure(
        catalogue,
        new Metric.Entropy(
            name(),
            "Entropy of the shares of %s in all impressions, in bits.".formatted(catalogue.word()),
            0,
            catalogue.size()));
  }
}
