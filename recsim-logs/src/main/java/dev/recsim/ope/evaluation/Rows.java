package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.Estimator;
import java.util.List;

/**
 * Turns the sessions of a log into rows of estimators, for one target.
 *
 * @param <R> a row
 */
interface Rows<R> {

  /** The estimators that the log allows; the one that claims use is first. */
  List<Estimator<R>> estimators();

  /** The row of a session, valid until the next call. */
  R row(LoggedSession session);

  /** The weight of the whole session; NaN if it is unknown. */
  double weight(R row);

  /** The reward of the whole session. */
  double reward(R row);

  /** Share of the target's probability on documents that the log never shows. */
  default double unsupported(LoggedSession session) {
    return 0;
  }
}
