package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.Options.Description;

/** Base class of providers of metrics of the impressions of all sessions. */
abstract class ExposureProvider implements MetricProvider<ExposureOptions> {

  /** Returns the metric, whose counters start at 0. */
  abstract Metric metric(Catalogue catalogue);

  @Override
  public final Measure create(ExposureOptions options, Environment environment) {
    Catalogue catalogue = Catalogue.of(options.over(), environment);
    return new Exposure(catalogue, metric(catalogue));
  }

  /** Provider of {@code exposure_gini}. */
  @Description("Gini coefficient of the impressions of documents or topics.")
  public static final class ExposureGiniProvider extends ExposureProvider {
    @Override
    Metric metric(Catalogue catalogue) {
      String what = "Gini coefficient of the impressions of %s: 0 if all are shown equally often.";
      return new Metric.Gini(name(), what.formatted(catalogue.word()), 0, catalogue.size());
    }
  }

  /** Provider of {@code exposure_entropy}. */
  @Description("Entropy of the shares of documents or topics in all impressions.")
  public static final class ExposureEntropyProvider extends ExposureProvider {
    @Override
    Metric metric(Catalogue catalogue) {
      String what = "Entropy of the shares of %s in all impressions, in bits.";
      return new Metric.Entropy(name(), what.formatted(catalogue.word()), 0, catalogue.size());
    }
  }
}
