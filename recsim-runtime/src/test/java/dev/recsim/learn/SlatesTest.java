package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Slate;
import java.util.ArrayList;
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

  @Test
  void fewerDocumentsThanPositionsMakeNoSlate() {
    assertThat(all(1, 2, true)).isEmpty();
    assertThat(all(1, 2, false)).isEmpty();
  }

  private static List<String> all(int documents, int size, boolean ordered) {
    Slates slates = new Slates(size, ordered);
    List<String> all = new ArrayList<>();
    slates.start(9);
    slates.next();
    slates.start(documents);
    while (slates.next()) {
      StringBuilder slate = new StringBuilder();
      for (int p = 0; p < size; p++) {
        slate.append(slates.documents()[p]);
      }
      all.add(slate.toString());
    }
    assertThat(slates.next()).as("once there is none left").isFalse();
    return all;
  }
}
