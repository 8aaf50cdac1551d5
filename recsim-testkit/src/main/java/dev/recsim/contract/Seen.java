package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import java.util.Arrays;
import java.util.List;

/** The values of an observation, which are equal in two instances of an environment. */
record Seen(int state, List<Double> user, List<Shown> candidates) {
  static Seen of(Observation seen) {
    return new Seen(
        seen.state(),
        list(seen.user()),
        seen.candidates().stream()
            .map(document -> new Shown(document.id(), document.topic(), list(document.features())))
            .toList());
  }

  void check(Space space) {
    assertThat(state).as("state").isBetween(0, space.states() - 1);
    assertThat(user)
        .as("features of the user")
        .hasSameSizeAs(space.userFeatures())
        .allMatch(Double::isFinite);
    assertThat(candidates.isEmpty())
        .as("no candidates, as documents have no features")
        .isEqualTo(space.documentFeatures().isEmpty());
    assertThat(candidates).as("candidates").hasSizeBetween(0, space.documents());
    assertThat(candidates)
        .extracting(Shown::id)
        .as("ids of the candidates")
        .doesNotHaveDuplicates();
    for (Shown document : candidates) {
      assertThat(document.features)
          .as("features of document %d", document.id)
          .hasSameSizeAs(space.documentFeatures())
          .allMatch(Double::isFinite);
      int least = space.topics() == 0 ? -1 : 0;
      assertThat(document.topic)
          .as("topic of document %d", document.id)
          .isBetween(least, Math.max(least, space.topics() - 1));
    }
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** The values of a document. */
  record Shown(long id, int topic, List<Double> features) {}
}
