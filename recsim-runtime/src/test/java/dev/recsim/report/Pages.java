package dev.recsim.report;

import dev.recsim.explain.replay.Replayed;
import dev.recsim.report.experiment.ExperimentPage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Pages of experiments as text. */
final class Pages {
  private Pages() {}

  static String of(ExperimentResults results) {
    return of(results, Optional.empty());
  }

  /** Returns a page with replayed sessions. */
  static String of(ExperimentResults results, Optional<Replayed> replayed) {
    byte[] html = ExperimentPage.utf8(results, new ResultsJson(results).results(), replayed);
    return new String(html, StandardCharsets.UTF_8);
  }
}
