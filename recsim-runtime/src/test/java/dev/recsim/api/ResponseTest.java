package dev.recsim.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResponseTest {
  @Test
  void answersWithSignalsCanBePrinted() {
    Response response = Response.of(new int[] {1}, new double[] {.5, 2}, 1);
    assertThat(response).hasToString("clicked [1]");
    assertThat(new Step(response, 2, new Observation(0), Status.ENDED).toString())
        .contains("clicked [1]", "reward=2.0");
  }
}
