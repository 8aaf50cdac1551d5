package dev.recsim.env.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.contract.MetricContract;
import dev.recsim.env.metric.Counted.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExposureEntropyTest extends MetricContract<ExposureOptions> {
  @Override
  protected MetricProvider<ExposureOptions> provider() {
    return new ExposureProvider.ExposureEntropyProvider();
  }

  @Override
  protected Environment environment() {
    return Catalogues.matrix();
  }

  /** Shares 2/4, 1/4, 0, 1/4. */
  @Test
  void sharesAreThoseOfAllImpressions() {
    Measure measure =
        provider().create(new ExposureOptions(Over.DOCUMENTS), Counted.documents(4, 2));
    assertThat(
            Counted.value(
                measure,
                List.of(new Shown(Catalogues.FOUR, 0, 1)),
                List.of(new Shown(Catalogues.FOUR, 3, 0))))
        .isCloseTo(1.5, within(1e-15));
    assertThat(measure.better()).isEqualTo(Better.HIGHER);
  }
}
