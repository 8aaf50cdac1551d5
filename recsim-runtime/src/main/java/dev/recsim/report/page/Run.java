package dev.recsim.report.page;

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
}
