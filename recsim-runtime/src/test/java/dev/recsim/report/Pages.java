package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.explain.replay.Replayed;
import dev.recsim.report.experiment.ExperimentPage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Pages of experiments as text. */
public final class Pages {
  private Pages() {}

  static String of(ExperimentResults results) {
    return of(results, Optional.empty());
  }

  /** Returns a page with replayed sessions. */
  static String of(ExperimentResults results, Optional<Replayed> replayed) {
    byte[] html = ExperimentPage.utf8(results, new ResultsJson(results).results(), replayed);
    return new String(html, StandardCharsets.UTF_8);
  }

  /**
   * Returns a page without the element that tells when, from what and where it was made, and
   * without its digest.
   */
  public static String withoutOrigin(String html) {
    int start = html.indexOf("<details id=\"provenance\"");
    assertThat(start).isPositive();
    String rest = html.substring(html.indexOf("</details>", start));
    return html.substring(0, start) + rest.replaceAll("<!-- made from .* -->\n", "");
  }
}
