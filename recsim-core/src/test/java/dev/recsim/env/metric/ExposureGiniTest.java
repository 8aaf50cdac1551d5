package dev.recsim.env.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.contract.MetricContract;
import dev.recsim.env.metric.Counted.Item;
import dev.recsim.env.metric.Counted.Shown;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ExposureGiniTest extends MetricContract<ExposureOptions> {
  @Override
  protected MetricProvider<ExposureOptions> provider() {
    return new ExposureProvider.ExposureGiniProvider();
  }

  @Override
  protected Environment environment() {
    return Catalogues.corpus();
  }

  /** Documents 0 .. 3 are shown 3, 2, 0 and 1 times: (-3 * 0 - 1 + 2 + 3 * 3) / (3 * 6). */
  @Test
  void documentsAreCountedOverAllSessions() {
    Measure measure =
        provider().create(new ExposureOptions(Over.DOCUMENTS), Counted.documents(4, 2));
    assertThat(
            Counted.value(
                measure,
                List.of(new Shown(Catalogues.FOUR, 0, 1), new Shown(Catalogues.FOUR, 3)),
                List.of(new Shown(Catalogues.FOUR, 1, 0)),
                List.of(new Shown(Catalogues.FOUR, 0))))
        .isEqualTo(10 / 18.0);
    assertThat(measure.better()).isEqualTo(Better.LOWER);
  }

  /** Topics 0 and 1 are shown 1 and 3 times: (3 - 1) / 4. */
  @Test
  void topicsAreCountedWhereSessionsHaveDocumentsOfTheirOwn() {
    Environment own =
        new Counted.Fixed(
            new Space(4, 4, 1, 2, List.of(), List.of(), List.of()), OptionalInt.empty());
    Measure measure = provider().create(new ExposureOptions(Over.TOPICS), own);
    assertThat(
            Counted.value(
                measure,
                List.of(new Shown(Catalogues.FOUR, 0, 1), new Shown(Catalogues.FOUR, 3, 1))))
        .isEqualTo(2 / 4.0);
  }

  @Test
  void documentsThatWereAddedLaterAreNotCounted() {
    Measure measure =
        provider().create(new ExposureOptions(Over.DOCUMENTS), Counted.documents(2, 2));
    Observation grown = Counted.seen(new Item(0, 0), new Item(7, 0), new Item(1, 0));
    assertThat(Counted.value(measure, List.of(new Shown(grown, 0, 1, 2)))).isZero();
  }

  @Test
  void documentsWithOnlyAnIndexAreCounted() {
    Measure measure = provider().create(new ExposureOptions(Over.DOCUMENTS), Catalogues.matrix());
    Observation state = new Observation(5);
    assertThat(measure.sums()).isEqualTo(Catalogues.matrix().space().documents());
    assertThat(Counted.value(measure, List.of(new Shown(state, 3), new Shown(state, 3))))
        .isEqualTo(1);
  }

  @Test
  void environmentsWithoutACatalogueAreRefusedWithACure() {
    refused(Over.DOCUMENTS, space(4, 2), OptionalInt.empty())
        .isEqualTo(
            "cannot be documents: each session of this environment has documents of its own;"
                + " write over: topics, or resample: corpus in the environment");
    refused(Over.DOCUMENTS, space(4, 0), OptionalInt.empty())
        .endsWith("of its own; write resample: corpus in the environment");
    refused(Over.DOCUMENTS, space(1, 2), OptionalInt.of(1))
        .isEqualTo("can be documents if there are 2 to 1,000,000, but this environment has 1");
    refused(Over.DOCUMENTS, space(4, 2), OptionalInt.of(1_000_001)).endsWith("has 1,000,001");
    refused(Over.TOPICS, space(4, 0), OptionalInt.of(4))
        .isEqualTo(
            "cannot be topics: the documents of this environment have no topics; write over:"
                + " documents");
    refused(Over.TOPICS, space(4, 1), OptionalInt.empty()).endsWith("have one topic");
  }

  private static Space space(int documents, int topics) {
    return new Space(documents, 1, 1, topics, List.of(), List.of(), List.of());
  }

  private AbstractStringAssert<?> refused(Over over, Space space, OptionalInt catalogue) {
    InvalidOption refused =
        Assertions.catchThrowableOfType(
            InvalidOption.class,
            () ->
                provider().create(new ExposureOptions(over), new Counted.Fixed(space, catalogue)));
    assertThat(refused.option()).isEqualTo("over");
    return assertThat(refused.getMessage());
  }
}
