package dev.recsim.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeighbourhoodsTest {

  /** Around (5, 5), two in each quarter: one component at a time changes sides. */
  @Test
  void quartersFollowEachOther() {
    float[] vectors = {6, 6, 4, 4, 4, 6, 6, 4, 6, 4, 4, 6, 4, 4, 6, 6};
    assertThat(Neighbourhoods.order(vectors, 8, 2)).containsExactly(1, 6, 2, 5, 0, 7, 3, 4);
  }

  @Test
  void equalVectorsStayInTheirOrder() {
    assertThat(Neighbourhoods.order(new float[120], 3, 40)).containsExactly(0, 1, 2);
  }

  /** Only the last of the components that are looked at differs. */
  @Test
  void longVectorsAreLookedAtInPart() {
    float[] vectors = new float[80];
    vectors[30] = 1;
    vectors[79] = -1;
    assertThat(Neighbourhoods.order(vectors, 2, 40)).containsExactly(1, 0);
  }
}
