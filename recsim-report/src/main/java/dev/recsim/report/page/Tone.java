package dev.recsim.report.page;

import java.util.Locale;

/** How a page shows a verdict: its colour and its icon. */
public enum Tone {
  /** Nothing to do. */
  GOOD,
  /** Neither good nor bad. */
  QUIET,
  /** It cannot be decided. */
  UNSURE,
  /** Something to do. */
  BAD;

  /** Its class in style sheets. */
  public String css() {
    return name().toLowerCase(Locale.ROOT);
  }
}
