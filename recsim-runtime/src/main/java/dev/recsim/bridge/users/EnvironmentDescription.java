package dev.recsim.bridge.users;

import dev.recsim.api.Document;
import dev.recsim.api.Metric;
import java.util.List;
import java.util.Optional;

/**
 * What a program says of its environment, and what follows from it.
 *
 * @param introduction its first message
 * @param catalogue the documents of all sessions; empty if there are none
 * @param metrics its metrics
 * @param layout of its answers
 */
record EnvironmentDescription(
    EnvironmentIntroduction introduction,
    List<Document> catalogue,
    List<Metric> metrics,
    StepLayout layout) {

  /**
   * Reads an introduction.
   *
   * @throws IllegalArgumentException if it is not one; the message follows "an introduction that"
   */
  static EnvironmentDescription read(byte[] introduction) {
    EnvironmentIntroduction read = EnvironmentIntroduction.read(introduction);
    List<Document> catalogue =
        Optional.ofNullable(read.catalogue())
            .map(it -> SharedDocuments.read(it, read.space()))
            .orElse(List.of());
    List<Metric> metrics = read.metrics().stream().map(read::metric).toList();
    StepLayout layout;
    try {
      layout = new StepLayout(read, catalogue);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("has a space whose observations are too large", e);
    }
    return new EnvironmentDescription(read, catalogue, metrics, layout);
  }

  /** Largest number of sessions in a message. */
  int together() {
    return introduction.together(layout.steps().bytes());
  }
}
