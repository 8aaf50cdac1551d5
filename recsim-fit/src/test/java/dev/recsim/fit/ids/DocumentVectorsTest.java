package dev.recsim.fit.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.fit.file.FittedParameters.DocumentMap;
import dev.recsim.fit.file.FittedParameters.Place;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DocumentVectorsTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  /** On a rectangle of 6 x 2 in the plane of the second and third dimension. */
  private static final DocumentVectors RECTANGLE =
      new DocumentVectors(
          List.of("a", "b", "c", "d"),
          new int[] {1, 9, 5, 5},
          new float[] {1, 0, 0, 1, 6, 0, 1, 0, 2, 1, 6, 2},
          3);

  @Test
  void theMapHasTheFirstComponentAcrossAndFrequentDocumentsFirst() {
    DocumentMap map = RECTANGLE.map();
    assertThat(map.first()).isCloseTo(0.9, CLOSE);
    assertThat(map.second()).isCloseTo(0.1, CLOSE);
    assertThat(map.places()).extracting(Place::document).containsExactly("b", "c", "d", "a");
    assertThat(map.places()).extracting(Place::exposures).containsExactly(9, 5, 5, 1);
    double[] xs = map.places().stream().mapToDouble(Place::x).toArray();
    double[] ys = map.places().stream().mapToDouble(Place::y).toArray();
    assertThat(xs).containsExactly(new double[] {3, -3, 3, -3}, CLOSE);
    assertThat(ys).containsExactly(new double[] {-1, 1, 1, -1}, CLOSE);
  }

  @Test
  void nearDocumentsHaveTheLargestCosine() {
    assertThat(RECTANGLE.near().get(0).document()).isEqualTo("b");
    assertThat(RECTANGLE.near().get(0).nearest()).containsExactly("d", "a", "c");
  }

  @Test
  void thereIsNoMapOfOneDimensionOrOfEqualVectors() {
    List<String> names = List.of("a", "b", "c");
    int[] exposures = {1, 1, 1};
    assertThat(new DocumentVectors(names, exposures, new float[] {1, 2, 3}, 1).map())
        .isEqualTo(DocumentMap.NONE);
    assertThat(new DocumentVectors(names, exposures, new float[6], 2).map())
        .isEqualTo(DocumentMap.NONE);
  }
}
