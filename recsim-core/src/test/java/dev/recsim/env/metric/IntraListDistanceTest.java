package dev.recsim.env.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.NoOptions;
import dev.recsim.contract.MetricContract;
import dev.recsim.env.metric.Counted.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntraListDistanceTest extends MetricContract<NoOptions> {
  @Override
  protected MetricProvider<NoOptions> provider() {
    return new IntraListDistanceProvider();
  }

  @Override
  protected Environment environment() {
    return Catalogues.corpus();
  }

  /** Slates 0 1 2: (1 + 2/5 + 1/5) / 3; 0 3: 0. The mean over slates, however large. */
  @Test
  void meanOverThePairsOfASlateThenOverSlates() {
    Measure measure = provider().create(new NoOptions(), Features.environment(3));
    assertThat(
            Counted.value(
                measure,
                List.of(new Shown(Features.SEEN, 0, 1, 2)),
                List.of(new Shown(Features.SEEN, 3, 0))))
        .isCloseTo(1.6 / 3 / 2, within(1e-15));
    assertThat(measure.better()).isEqualTo(Better.HIGHER);
  }

  @Test
  void documentsWithoutADirectionAndSlatesOfOneHaveNoDistance() {
    Measure measure = provider().create(new NoOptions(), Features.environment(3));
    assertThat(
            Counted.value(
                measure,
                List.of(
                    new Shown(Features.SEEN, 0, 4, 2),
                    new Shown(Features.SEEN, 1),
                    new Shown(Features.SEEN, 4, 1))))
        .isCloseTo(2 / 5.0, within(1e-15));
    assertThat(Counted.value(measure, List.of(new Shown(Features.SEEN, 1)))).isNaN();
  }

  @Test
  void slatesOfOneAndDocumentsWithoutFeaturesAreRefused() {
    assertThatThrownBy(() -> provider().create(new NoOptions(), Features.environment(1)))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("slate_size: 2 or more in the environment, or use session_novelty");
    assertThatThrownBy(() -> provider().create(new NoOptions(), Counted.documents(4, 2)))
        .isInstanceOf(InvalidOption.class)
        .hasMessageStartingWith("intra_list_distance compares the features of documents, but ");
  }
}
