package dev.recsim.env.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.contract.MetricContract;
import dev.recsim.env.metric.Counted.Shown;
import dev.recsim.env.metric.HomogenizationProvider.Homogenization;
import java.util.List;
import org.junit.jupiter.api.Test;

class HomogenizationTest extends MetricContract<Homogenization> {
  @Override
  protected MetricProvider<Homogenization> provider() {
    return new HomogenizationProvider();
  }

  @Override
  protected Environment environment() {
    return Catalogues.corpus();
  }

  /**
   * Impressions (2, 1, 0, 0), (1, 1, 0, 0) and (0, 0, 0, 1): the cosines are 3 / sqrt(10), 0, 0.
   */
  @Test
  void meanCosineOfAllPairs() {
    Measure measure =
        provider().create(new Homogenization(Over.DOCUMENTS), Counted.documents(4, 2));
    assertThat(
            Counted.value(
                measure,
                List.of(new Shown(Catalogues.FOUR, 0, 1), new Shown(Catalogues.FOUR, 0)),
                List.of(new Shown(Catalogues.FOUR, 1, 0)),
                List.of(new Shown(Catalogues.FOUR, 3))))
        .isCloseTo(3 / Math.sqrt(10) / 3, within(1e-15));
    assertThat(measure.better()).isEqualTo(Better.LOWER);
  }

  @Test
  void equalImpressionsAreOneAndDifferentOnesZero() {
    Measure measure =
        provider().create(new Homogenization(Over.DOCUMENTS), Counted.documents(4, 2));
    List<Shown> one = List.of(new Shown(Catalogues.FOUR, 0, 1, 2));
    assertThat(Counted.value(measure, one, one, one)).isCloseTo(1, within(1e-15));
    assertThat(Counted.value(measure, one, List.of(new Shown(Catalogues.FOUR, 3)))).isZero();
    assertThat(Counted.value(measure, one)).as("no pair").isNaN();
  }

  /** Topics 0 and 1 alternate: two of each in the first session, one of each in the second. */
  @Test
  void usersWhoSeeOtherDocumentsOfTheSameTopicsAreAlike() {
    Measure measure = provider().create(new Homogenization(Over.TOPICS), Counted.documents(4, 2));
    assertThat(
            Counted.value(
                measure,
                List.of(new Shown(Catalogues.FOUR, 0, 1, 2, 3)),
                List.of(new Shown(Catalogues.FOUR, 2, 1))))
        .isCloseTo(1, within(1e-15));
  }
}
