package dev.recsim.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.ope.SessionEstimators.Steps;
import dev.recsim.ope.StitchedSessions.Slopes;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StitchedSessionsTest {
  private static final HashMap<Long, Integer> ONE = new HashMap<>(Map.of(0L, 0));

  private static Steps steps(double... w) {
    double[] zero = new double[w.length];
    double[] one = new double[w.length];
    java.util.Arrays.fill(one, 1);
    return new Steps(w.length, w, one, zero, zero);
  }

  private static StitchedSessions of(HashMap<Long, Integer> states, Object... sessions) {
    StitchedSessions stitched = new StitchedSessions(states);
    for (int i = 0; i < sessions.length; i += 2) {
      stitched.add((long[]) sessions[i], (Steps) sessions[i + 1]);
    }
    return stitched;
  }

  /** Only the last step is paid: mean(rho_2 r_2). */
  private static Slopes last() {
    return new Slopes(new double[2], new double[2], new double[] {0, 1}, new double[2]);
  }

  /**
   * Weights 3 and 0 at both steps, never 3 twice in a logged session: the log shows no error, and
   * stitched sessions have weight 9 with probability 1 / 4.
   */
  @Test
  void heavySessionsThatAreMissingCount() {
    HashMap<Long, Integer> two = new HashMap<>(Map.of(0L, 0, 1L, 1));
    long[] visited = {0, 1};
    StitchedSessions stitched = of(two, visited, steps(3, 0), visited, steps(0, 3));
    StitchedSessions.Error error = stitched.error(last());
    double mean = 9.0 / 4;
    double square = 81.0 / 4;
    assertThat(error.standardError())
        .isCloseTo(Math.sqrt((square - mean * mean) / 2), within(1e-12));
    assertThat(error.largestWeight()).isEqualTo(9);
  }

  /** Without correlation between steps, the error is that of the log. */
  @Test
  void allCombinationsHaveTheErrorOfTheLog() {
    HashMap<Long, Integer> two = new HashMap<>(Map.of(0L, 0, 1L, 1));
    long[] visited = {0, 1};
    StitchedSessions stitched =
        of(
            two,
            visited,
            steps(3, 0),
            visited,
            steps(0, 3),
            visited,
            steps(3, 3),
            visited,
            steps(0, 0));
    Slopes both = new Slopes(new double[2], new double[2], new double[] {1, 1}, new double[2]);
    // rho_1 + rho_2 of the four sessions.
    double[] values = {3, 0, 12, 0};
    double mean = 15 / 4.0;
    double square = (9 + 144) / 4.0;
    assertThat(values).hasSize(4);
    assertThat(stitched.error(both).standardError())
        .isCloseTo(Math.sqrt((square - mean * mean) / 4), within(1e-12));
  }

  /** A session that ended keeps its weight in what later steps are divided by. */
  @Test
  void endedSessionsKeepTheirWeight() {
    long[] once = {0};
    StitchedSessions stitched = of(ONE, once, steps(2), once, steps(0));
    Slopes later =
        new Slopes(new double[3], new double[] {0, 0, 1}, new double[3], new double[] {0, 1, 0});
    // Two later steps count the weight once each, so it is 4 or 0.
    assertThat(stitched.error(later).standardError()).isCloseTo(Math.sqrt(4 / 2.0), within(1e-12));
  }

  @Test
  void partsOfALogAddUp() {
    HashMap<Long, Integer> two = new HashMap<>(Map.of(0L, 0, 1L, 1));
    long[] visited = {0, 1};
    StitchedSessions whole = of(two, visited, steps(3, 0), visited, steps(0, 3));
    StitchedSessions part = of(two, visited, steps(3, 0));
    part.add(of(two, visited, steps(0, 3)));
    assertThat(part.error(last())).isEqualTo(whole.error(last()));
  }
}
