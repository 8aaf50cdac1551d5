package dev.recsim.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private static final Environment TABLE = Environment.of(new Space(3, 1, 5));
  private static final Environment FEATURES =
      Environment.of(new Space(2, 1, 1, 4, List.of("age", "mood"), List.of("quality"), List.of()));
  private static final Observation SEEN =
      new Observation(0, new double[] {.5, 2}, List.of(new Song(7, 2), new Song(9, -1)));

  private record Song(long id, int topic) implements Document {
    @Override
    public double[] features() {
      return new double[] {.25};
    }
  }

  @Test
  void statesAndDocumentsWithoutFeaturesAreDescribedByNumber() {
    assertThat(TABLE.describe(new Observation(3))).isEqualTo("state 3");
    assertThat(TABLE.describe(new Observation(3), 2)).isEqualTo("document 2");
    assertThatThrownBy(() -> TABLE.describe(new Observation(3), 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void featuresAreDescribedByName() {
    assertThat(FEATURES.describe(SEEN)).isEqualTo("age 0.5, mood 2.0");
    assertThat(FEATURES.describe(SEEN, 0)).isEqualTo("document 7, topic 2, quality 0.25");
    assertThat(FEATURES.describe(SEEN, 1)).isEqualTo("document 9, quality 0.25");
  }

  @Test
  void statesBesideFeaturesAreBothDescribed() {
    Space space = new Space(2, 1, 4, 0, List.of("age"), List.of(), List.of());
    Observation seen = new Observation(3, new double[] {.5}, List.of());
    assertThat(Environment.of(space).describe(seen)).isEqualTo("state 3, age 0.5");
  }

  @Test
  void wrapperDescribesInTheWordsOfTheEnvironmentInside() {
    record Named(Environment inside) implements Environment.Wrapper {
      @Override
      public String describe(Observation observation, int candidate) {
        return "Song no. " + candidate;
      }
    }

    record Wrapped(Environment inside) implements Environment.Wrapper {}

    Environment wrapped = new Wrapped(new Named(FEATURES));
    assertThat(wrapped.describe(SEEN, 1)).isEqualTo("Song no. 1");
    assertThat(wrapped.describe(SEEN)).isEqualTo("age 0.5, mood 2.0");
  }
}
