package dev.recsim.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResponseTest {
  @Test
  void answersWithSignalsCanBePrinted() {
    Response response = Response.of(new int[] {1}, new double[] {.5, 2}, 1);
    assertThat(response).hasToString("clicked [1]");
    assertThat(new Step(response, 2, new Observation(0), Step.Status.ENDED).toString())
        .contains("clicked [1]", "reward=2.0");
  }

  @Test
  void signalsLeftOpenAreToldWhenTheyAreAskedFor() {
    Response open =
        Recycling.response(
            new int[] {1},
            new double[] {.5, Double.NaN, Double.NaN, 2},
            2,
            (position, signal) -> 10 * position + signal);
    assertThat(open.signal(0, 0)).isEqualTo(.5);
    assertThat(open.signal(0, 1)).isEqualTo(1);
    assertThat(open.signal(1, 0)).isEqualTo(10);
    Response known = Response.of(new int[] {1}, new double[] {.5, 1, 10, 2}, 2);
    assertThat(open).isEqualTo(known).hasSameHashCodeAs(known);
    assertThat(open).isNotEqualTo(Response.of(new int[] {1}, new double[] {.5, 1, 11, 2}, 2));
  }
}
