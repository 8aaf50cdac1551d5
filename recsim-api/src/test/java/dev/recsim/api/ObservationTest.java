package dev.recsim.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservationTest {
  private record Named(long id) implements Document {
    @Override
    public double[] features() {
      return new double[0];
    }
  }

  private static Observation seen(int state, double feature, long document) {
    return new Observation(state, new double[] {feature, 2}, List.of(new Named(document)));
  }

  private static final class Remembered extends Observation {
    Remembered(Observation seen) {
      super(seen.state(), seen.user(), seen.candidates());
    }
  }

  @Test
  void observationsWithEqualContentsAreEqual() {
    assertThat(seen(1, .5, 7)).isEqualTo(seen(1, .5, 7)).hasSameHashCodeAs(seen(1, .5, 7));
    assertThat(seen(1, .5, 7))
        .isNotEqualTo(seen(2, .5, 7))
        .isNotEqualTo(seen(1, .6, 7))
        .isNotEqualTo(seen(1, .5, 8))
        .isNotEqualTo(new Remembered(seen(1, .5, 7)))
        .isNotEqualTo(null);
  }

  @Test
  void aMapOfObservationsFindsThem() {
    Map<Observation, Integer> counts = new HashMap<>();
    counts.merge(seen(1, .5, 7), 1, Integer::sum);
    counts.merge(seen(1, .5, 7), 1, Integer::sum);
    assertThat(counts).containsOnly(Map.entry(seen(1, .5, 7), 2));
  }
}
