package dev.recsim.env.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.NoOptions;
import dev.recsim.contract.MetricContract;
import dev.recsim.env.metric.Counted.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionNoveltyTest extends MetricContract<NoOptions> {
  @Override
  protected MetricProvider<NoOptions> provider() {
    return new SessionNoveltyProvider();
  }

  @Override
  protected Environment environment() {
    return Catalogues.corpus();
  }

  /** To 0 and 1: 2 has (2/5 + 1/5) / 2. To 0, 1 and 2: 0 has (0 + 1 + 2/5) / 3, 1 (1 + 1/5) / 3. */
  @Test
  void distanceToThoseOnEarlierSlates() {
    Measure measure = provider().create(new NoOptions(), Features.environment(3));
    List<Shown> session =
        List.of(
            new Shown(Features.SEEN, 0, 1),
            new Shown(Features.SEEN, 2),
            new Shown(Features.SEEN, 0, 1));
    double expected = (0.3 + 1.4 / 3 + 1.2 / 3) / 3;
    assertThat(Counted.value(measure, session)).isCloseTo(expected, within(1e-15));
    assertThat(Counted.value(measure, session, session))
        .as("another session begins with nothing shown")
        .isCloseTo(expected, within(1e-15));
    assertThat(measure.better()).isEqualTo(Better.HIGHER);
  }

  @Test
  void repetitionIsZeroAndAFirstSlateHasNoNovelty() {
    Measure measure = provider().create(new NoOptions(), Features.environment(3));
    assertThat(
            Counted.value(
                measure, List.of(new Shown(Features.SEEN, 0), new Shown(Features.SEEN, 3))))
        .isCloseTo(0, within(1e-15));
    assertThat(Counted.value(measure, List.of(new Shown(Features.SEEN, 0, 1)))).isNaN();
    assertThat(
            Counted.value(
                measure,
                List.of(
                    new Shown(Features.SEEN, 4),
                    new Shown(Features.SEEN, 0),
                    new Shown(Features.SEEN, 4, 1))))
        .as("4 has no direction")
        .isCloseTo(1, within(1e-15));
  }
}
