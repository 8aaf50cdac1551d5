package dev.recsim.env.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.contract.MetricContract;
import dev.recsim.env.metric.Counted.Shown;
import dev.recsim.env.metric.LongTailShareProvider.LongTailShare;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongTailShareTest extends MetricContract<LongTailShare> {
  @Override
  protected MetricProvider<LongTailShare> provider() {
    return new LongTailShareProvider();
  }

  @Override
  protected Environment environment() {
    return Catalogues.corpus();
  }

  @Override
  protected LongTailShare options() {
    return new LongTailShare(Over.DOCUMENTS, 0.2, 20);
  }

  /** The least popular are 3, 1 and 2, with 0, 0.1 and 0.3 of the clicks. */
  @Test
  void tailHasAtMostItsShareOfTheClicks() {
    assertThat(share(0.2)).as("3 and 1").isEqualTo(2 / 5.0);
    assertThat(share(0.1)).as("3 and 1").isEqualTo(2 / 5.0);
    assertThat(share(0.05)).as("3").isEqualTo(1 / 5.0);
    assertThat(share(0.5)).as("3, 1 and 2").isEqualTo(3 / 5.0);
  }

  private double share(double tail) {
    Measure measure =
        provider().create(new LongTailShare(Over.DOCUMENTS, tail, 5), new Clicking.Clicks(false));
    assertThat(measure.better()).isEqualTo(Better.HIGHER);
    return Counted.value(
        measure,
        List.of(new Shown(Clicking.SEEN, 0, 3)),
        List.of(new Shown(Clicking.SEEN, 2, 1, 0)));
  }

  @Test
  void descriptionSaysHowLongTheTailIs() {
    assertThat(
            provider()
                .create(new LongTailShare(Over.DOCUMENTS, 0.125, 5), new Clicking.Clicks(false))
                .description())
        .endsWith("which have at most 12.5 % of the clicks under random.");
  }

  @Test
  void whereNobodyClicksThereIsNoTail() {
    Measure measure =
        provider().create(new LongTailShare(Over.DOCUMENTS, 0.2, 5), new Clicking.Clicks(true));
    assertThat(Counted.value(measure, List.of(new Shown(Clicking.SEEN, 0)))).isNaN();
  }
}
