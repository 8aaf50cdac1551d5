package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlatesTest {

  @Test
  void combinationsComeInLexicographicOrder() {
    assertThat(all(4, 2, false)).containsExactly("01", "02", "03", "12", "13", "23");
  }

  @Test
  void permutationsComeInLexicographicOrder() {
    assertThat(all(3, 2, true)).containsExactly("01", "02", "10", "12", "20", "21");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "5,1", "5,3", "5,5", "7,4"})
  void thereAreAsManyAsCountSaysAndNoneTwice(int documents, int size) {
    for (boolean ordered : new boolean[] {true, false}) {
      List<String> all = all(documents, size, ordered);
      assertThat(new HashSet<>(all)).hasSameSizeAs(all);
      assertThat((long) all.size()).isEqualTo(Slate.count(documents, size, ordered));
      assertThat(all).isSorted().allMatch(slate -> slate.chars().distinct().count() == size);
    }
  }

  @Test
  void countsAreKnownNumbers() {
    assertThat(Slate.count(20, 3, false)).isEqualTo(1_140);
    assertThat(Slate.count(20, 3, true)).isEqualTo(6_840);
    assertThat(Slate.count(10_000, 9, true)).isEqualTo(Long.MAX_VALUE);
  }

  /** Slates are of the candidates of an observation, which may come and go. */
  @Test
  void candidatesOfAnObservationAreListed() {
    Slates slates = new Slates(new Space(4, 2, 1), false);
    assertThat(slates.of(seen(3))).hasSize(3).isSameAs(slates.of(seen(3)));
    assertThat(slates.of(seen(4))).hasSize(6);
    assertThat(slates.of(seen(1))).as("fewer than positions").isEmpty();
    assertThat(slates.of(new Observation(0))).as("without candidates").hasSize(6);
  }

  private static Observation seen(int candidates) {
    return new Observation(0, new double[0], Collections.nCopies(candidates, null));
  }

  private static List<String> all(int documents, int size, boolean ordered) {
    return new Slates(new Space(documents, size, 1), ordered)
        .of(new Observation(0)).stream()
            .map(slate -> slate.toString().replaceAll("\\D", ""))
            .toList();
  }
}
