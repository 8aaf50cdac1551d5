package dev.recsim.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experimentfile.SearchSpec.Rung;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who goes on to the next rung. */
@Tag("slow")
class RaceTest {
  private static final List<Rung> RUNGS = List.of(new Rung(5, 1), new Rung(2, 3));

  @Test
  void bestGoOnAndOneWins() {
    Race race = Race.of(RUNGS);
    assertThat(race.left()).containsExactly(0, 1, 2, 3, 4);
    assertThat(race.rung()).isEqualTo(new Rung(5, 1));
    assertThat(race.seedsBefore()).isZero();

    race = race.after(scores(1, 5, 2, 4, 3));
    assertThat(race.left()).containsExactly(1, 3);
    assertThat(race.over()).isFalse();
    assertThat(race.seedsBefore()).isEqualTo(1);

    race = race.after(Map.of(1, new double[] {5, 0, 0}, 3, new double[] {4, 2, 2}));
    assertThat(race.over()).isTrue();
    assertThat(race.winner()).contains(3);
  }

  @Test
  void ofEqualScoresTheLowerIndexWins() {
    Race race = Race.of(RUNGS).after(scores(2, 3, 3, 3, 3));
    assertThat(race.left()).containsExactly(1, 2);
    assertThat(race.after(Map.of(1, new double[3], 2, new double[3])).winner()).contains(1);
  }

  @Test
  void failedCandidatesAreOut() {
    Map<Integer, double[]> scores = scores(1, 5, 2, Double.NaN, 3);
    scores.remove(1);
    Race race = Race.of(RUNGS).after(scores);
    assertThat(race.left()).containsExactly(2, 4);

    race = race.after(Map.of(2, new double[] {2, 2, 2}));
    assertThat(race.winner()).contains(2);
    race = Race.of(RUNGS).after(Map.of());
    assertThat(race.over()).isTrue();
    assertThat(race.winner()).isEmpty();
  }

  private static Map<Integer, double[]> scores(double... scores) {
    Map<Integer, double[]> map = new HashMap<>();
    for (int i = 0; i < scores.length; i++) {
      map.put(i, new double[] {scores[i]});
    }
    return map;
  }
}
