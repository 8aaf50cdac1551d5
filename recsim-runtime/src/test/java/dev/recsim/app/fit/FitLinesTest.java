package dev.recsim.app.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitLinesTest {
  @Test
  void saysHowLongTheStepsStillTake() {
    List<String> lines = new ArrayList<>();
    long[] now = {7};
    boolean[] due = {true};
    FitLines progress = new FitLines(() -> due[0], () -> now[0], it -> it + " ns", lines::add);
    progress.step("shop", "shape", 1, 5);
    now[0] = 17;
    progress.step("shop", "shape", 2, 5);
    due[0] = false;
    progress.step("shop", "sweep", 1, 10);
    now[0] = 37;
    due[0] = true;
    progress.step("shop", "sweep", 3, 10);
    assertThat(lines)
        .containsExactly(
            "shop: shape 1 of 5",
            "shop: shape 2 of 5, 30 ns left",
            "shop: sweep 3 of 10, 70 ns left");
  }
}
