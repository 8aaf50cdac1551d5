package dev.recsim.report.compare;

import dev.recsim.report.page.Page.Badge;
import java.util.Locale;

/** The result of a comparison of an agent, the most important first. */
public enum Word {
  /** Its interval lies below zero. */
  WORSE,
  /** It is on one side alone. */
  ONLY_IN_BASE,
  /** It is on one side alone. */
  ONLY_IN_HEAD,
  /** A side has no score, or none that can be subtracted. */
  NOT_COMPARED,
  /** Its interval lies above zero. */
  BETTER,
  /** Its interval contains zero, or there are too few seeds for an interval. */
  NO_CLEAR_DIFFERENCE,
  /** Every session of every shared seed earned the same, and every score is the same. */
  IDENTICAL;

  /** Returns the badge on a page. */
  Badge badge() {
    return new Badge(
        switch (this) {
          case WORSE -> "bad";
          case BETTER -> "good";
          case NOT_COMPARED -> "unsure";
          case ONLY_IN_BASE, ONLY_IN_HEAD, NO_CLEAR_DIFFERENCE, IDENTICAL -> "quiet";
        },
        text());
  }

  /** {@code no clear difference}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
