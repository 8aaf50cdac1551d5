package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The values of a step, which are equal in two instances of an environment. */
record Told(List<Integer> clicks, List<Double> signals, double reward, Seen next, Status status) {
  static Told of(Step step, Space space) {
    List<Double> signals = new ArrayList<>();
    for (int i = 0; i < space.slateSize(); i++) {
      for (int signal = 0; signal < space.signals().size(); signal++) {
        signals.add(step.response().signal(i, signal));
      }
    }
    return new Told(
        IntStream.range(0, step.response().clicks()).mapToObj(step.response()::click).toList(),
        signals,
        step.reward(),
        Seen.of(step.next()),
        step.status());
  }

  void check(Space space) {
    assertThat(reward).as("reward").isFinite();
    assertThat(signals).as("signals").allMatch(Double::isFinite);
    assertThat(clicks).as("clicked positions").isSorted().doesNotHaveDuplicates();
    assertThat(clicks)
        .as("clicked positions on a slate of %d", space.slateSize())
        .allMatch(position -> position >= 0 && position < space.slateSize());
  }
}
