package dev.recsim.fit.log;

import dev.recsim.api.InvalidOption;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;

/** What models require of a log. Session logs of recsim have all columns. */
public final class Requirements {
  private Requirements() {}

  /** Requires rewards, which say what was accepted or clicked. */
  public static void requireReward(Log log, String model) {
    InvalidOption.unless(
        log.options().columns() == null || log.options().columns().reward() != null,
        "logs.columns",
        "lacks reward: %s needs to know what users accepted; it is above 0 for a click"
            .formatted(model));
  }

  /** Requires states. */
  public static void requireState(Log log, String model) {
    InvalidOption.unless(
        log.options().columns() == null || !log.options().columns().state().isEmpty(),
        "logs.columns",
        "lacks state: %s needs the document at which the user is before each step"
            .formatted(model));
  }

  /** Requires a slate of one document. */
  public static void requireOne(LoggedSession session, int step, String model) {
    InvalidOption.unless(
        session.size(step) == 1,
        "logs",
        "has slates of %s documents, but %s is about single ones; fit a click model such as position_based"
            .formatted(session.size(step), model));
  }
}
