package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Options.Description;

/** Provider of {@code exposure_gini}. */
@Description("Gini coefficient of the impressions of documents or topics.")
public final class ExposureGiniProvider implements MetricProvider<ExposureOptions> {

  @Override
  public Measure create(ExposureOptions options, Environment environment) {
    Catalogue catalogue = Catalogue.of(options.over(), environment);
    return new Exposure(
        catalogue,
        new Metric.Gini(
            name(),
            "Gini coefficient of the impressions of %s: 0 if all are shown equally often."
                .formatted(catalogue.word()),
            0,
            catalogue.size()));
  }
}
