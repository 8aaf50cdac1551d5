package dev.recsim.env.metric;

import dev.recsim.api.Default;
import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.Measure;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;

/** Provider of {@code exposure_gini}. */
@Description("Gini coefficient of the impressions of documents or topics.")
public final class ExposureGiniProvider
    implements MetricProvider<ExposureGiniProvider.ExposureGini> {

  /** Options of {@code exposure_gini}. */
  public record ExposureGini(
      @Description("What is counted: documents that all sessions share, or topics.")
          @Default("documents")
          Over over) {}

  @Override
  public String name() {
    return "exposure_gini";
  }

  @Override
  public Measure create(ExposureGini options, Environment environment) {
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
