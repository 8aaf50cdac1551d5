package dev.recsim.env.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.contract.MetricContract;
import dev.recsim.env.metric.AveragePopularityProvider.AveragePopularity;
import dev.recsim.env.metric.Counted.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragePopularityTest extends MetricContract<AveragePopularity> {
  @Override
  protected MetricProvider<AveragePopularity> provider() {
    return new AveragePopularityProvider();
  }

  @Override
  protected Environment environment() {
    return Catalogues.corpus();
  }

  @Override
  protected AveragePopularity options() {
    return new AveragePopularity(Over.DOCUMENTS, 20);
  }

  /** Popularities 0.6, 0.1, 0.3 and 0; 0, 3 and 2 are shown. */
  @Test
  void meanOverImpressions() {
    Clicking.Clicks environment = new Clicking.Clicks(false);
    Measure measure = provider().create(new AveragePopularity(Over.DOCUMENTS, 5), environment);
    assertThat(environment.opened).as("sessions opened before counting").hasValue(0);
    assertThat(
            Counted.value(
                measure,
                List.of(new Shown(Clicking.SEEN, 0, 3)),
                List.of(new Shown(Clicking.SEEN, 2))))
        .isCloseTo(0.9 / 3, within(1e-15));
    assertThat(environment.opened).as("sessions of random, once").hasValue(5);
    assertThat(measure.better()).isEqualTo(Better.LOWER);
  }

  /** Topic 0 has documents 0 and 2 and 0.9 of the clicks. */
  @Test
  void topicsArePopularToo() {
    Measure measure =
        provider().create(new AveragePopularity(Over.TOPICS, 5), new Clicking.Clicks(false));
    assertThat(Counted.value(measure, List.of(new Shown(Clicking.SEEN, 0, 1, 2))))
        .isCloseTo((0.9 + 0.1 + 0.9) / 3, within(1e-15));
  }

  @Test
  void whereNobodyClicksNothingIsPopular() {
    Measure measure =
        provider().create(new AveragePopularity(Over.DOCUMENTS, 5), new Clicking.Clicks(true));
    assertThat(Counted.value(measure, List.of(new Shown(Clicking.SEEN, 0)))).isNaN();
  }
}
