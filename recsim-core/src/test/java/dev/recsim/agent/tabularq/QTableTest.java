package dev.recsim.agent.tabularq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.agent.tabularq.TabularQ.Options.Bounds;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

class QTableTest {
  private static final TabularQ.Options DEFAULTS = new TabularQ().defaults();

  /** The values of RecSim's test, by numpy.digitize over numpy.linspace(0, 10, 100). */
  @Test
  void binsAreNumPys() {
    assertThat(bins(new Bounds(0, 10), 100, -1e-4, 0, -0.0, 1, 10 - 1e-4, 10, 11))
        .containsExactly(0, 1, 1, 10, 99, 100, 100);
  }

  @Test
  void oneEdgeTellsBelowFromAbove() {
    assertThat(bins(new Bounds(.5, 10), 1, .4, .5, 11)).containsExactly(0, 1, 1);
  }

  @Test
  void forgetsVisitsButNoValue() {
    QTable table = new QTable(DEFAULTS, new Space(2, 1, 1));
    table.look(new Observation(0));
    table.add(Slate.of(0)).count = 11;
    table.get(Slate.of(0)).value = 7;
    table.add(Slate.of(1));
    table.forget();
    assertThat(table.get(Slate.of(0)).count).isEqualTo(3);
    assertThat(table.get(Slate.of(0)).value).isEqualTo(7);
    assertThat(table.get(Slate.of(1)).count).isZero();
  }

  /** The bins of a user's features are in the key, after the state. */
  private static float[] bins(Bounds bounds, int count, double... numbers) {
    TabularQ.Options options = Options.with(DEFAULTS, "discretization_bounds", bounds);
    options = Options.with(options, "number_bins", count);
    Space space = new Space(1, 1, 1, 0, List.of("feature"), List.of(), List.of());
    float[] bins = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      QTable table = new QTable(options, space);
      table.look(new Observation(0, new double[] {numbers[i]}, List.of()));
      table.add(Slate.of(0));
      bins[i] = Weights.of(table.tensors()).get("keys", 1, 3).data()[1];
    }
    return bins;
  }
}
