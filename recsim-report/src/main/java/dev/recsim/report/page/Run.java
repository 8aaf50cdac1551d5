package dev.recsim.report.page;

import dev.recsim.report.page.Page.Table;
import java.util.List;

/**
 * What a page tells of the run whose results it shows.
 *
 * @param origin when, from what and where the results were made; null if it is not known
 * @param note what the author says about them; may be empty
 * @param training how training ended, in one sentence, below which {@link Page.Part#TRAINING} is
 *     folded; empty if nothing was trained
 */
public record Run(Origin origin, String note, String training) {
  static final Run NONE = new Run(null, "", "");

  /**
   * When, from what and where results were made: the only element of a page that differs from run
   * to run.
   *
   * @param line the most important facts, such as {@code 30 Nov 2026 14:02 UTC, commit 1a2b3c4}
   * @param tables all facts, and what the results cost
   * @param times CPU times for the charts, as JSON; may be empty
   * @param traces of failed trials
   */
  public record Origin(String line, List<Table> tables, String times, List<String> traces) {}
}
