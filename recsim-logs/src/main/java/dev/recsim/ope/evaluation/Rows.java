package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.Estimator;
import dev.recsim.ope.StateWeights;
import dev.recsim.ope.StitchedSessions;
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

  /** Adds the weights of the steps by state, and the steps, unless sessions have one. */
  default void addSteps(
      LoggedSession session, S row, StateWeights states, StitchedSessions stitched) {
    states.add(session.state(0), row.weight());
  }

  /** What steps add to an estimate; only for sessions of several steps. */
  default StitchedSessions.Slopes slopes(EstimatorSums<S> sums, double discount) {
    throw new UnsupportedOperationException("sessions have one step");
  }

  /** Name of the estimator by weights alone that the first one must agree with. */
  String plain();
}
