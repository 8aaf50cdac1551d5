package dev.recsim.learn.scores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DistinctObservationsTest {

  @Test
  void keysAreNumberedAsAMapWouldNumberThem() {
    DistinctObservations rows = new DistinctObservations();
    for (int batch = 0; batch < 50; batch++) {
      RandomKey draws = RandomKey.root(batch);
      int size = 1 + draws.below(0, 300);
      int bound = 1 + draws.below(1, 500);
      rows.clear(size);
      Map<Long, Integer> expected = new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        long key = (long) draws.below(2 + i, bound) * 1_000_003;
        expected.putIfAbsent(key, expected.size());
        assertThat(rows.add(key, new Observation(i))).isEqualTo(expected.get(key));
      }
      assertThat(rows.size()).isEqualTo(expected.size());
      expected.forEach((key, row) -> assertThat(rows.key(row)).isEqualTo(key));
    }
  }

  @Test
  void theFirstObservationOfAKeyIsKept() {
    DistinctObservations rows = new DistinctObservations();
    rows.clear(3);
    rows.add(7, new Observation(1));
    rows.add(9, new Observation(2));
    rows.add(7, new Observation(3));
    assertThat(rows.observations()[0].state()).isEqualTo(1);
    assertThat(rows.observations()[1].state()).isEqualTo(2);
  }

  @Test
  void onlyStatesWithoutFeaturesShareRows() {
    Space states = new Space(3, 1, 4);
    for (Space space : List.of(states, states.withUserFeatures(List.of("age")))) {
      boolean shared = space.tabular();
      DistinctObservations rows = new DistinctObservations();
      rows.clear(3);
      assertThat(rows.add(space, new Observation(2))).isZero();
      assertThat(rows.add(space, new Observation(3))).isEqualTo(1);
      assertThat(rows.add(space, new Observation(2))).isEqualTo(shared ? 0 : 2);
      rows.clear(2);
      assertThat(rows.add(space, null)).isEqualTo(-1);
      assertThat(rows.add(space, new Observation(3))).isZero();
      assertThat(rows.rowOf()).startsWith(-1, 0);
      rows.clear(4);
      assertThat(rows.add(space, new Observation(1), Slate.of(2))).isZero();
      assertThat(rows.add(space, new Observation(2), Slate.of(2))).isEqualTo(1);
      assertThat(rows.add(space, new Observation(2), Slate.of(1))).isEqualTo(2);
      assertThat(rows.add(space, new Observation(1), Slate.of(2))).isEqualTo(shared ? 0 : 3);
    }
  }

  /** Room for 50 keys was room for 50 of 64 once. */
  @Test
  void roomGrowsWithTheBatch() {
    DistinctObservations rows = new DistinctObservations();
    for (int size = 1; size < 200; size++) {
      rows.clear(size);
      for (int i = 0; i < size; i++) {
        assertThat(rows.add(i, new Observation(i))).isEqualTo(i);
      }
    }
  }
}
