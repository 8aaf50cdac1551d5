package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.Estimator;
import dev.recsim.ope.Weighted;
import java.util.List;

/**
 * Turns the sessions of a log into what estimators read, for one target.
 *
 * @param <S> a session of an estimator
 */
interface Rows<S extends Weighted> {

  /** The estimators that the log allows; the one that claims use is first. */
  List<Estimator<S>> estimators();

  /** What estimators read of a session, valid until the next call. */
  S row(LoggedSession session);

  /** Share of the target's probability on documents that the log never shows. */
  default double unsupported(LoggedSession session) {
    return 0;
  }
}
