package dev.recsim.fit.log;

import dev.recsim.api.Provider;
import dev.recsim.logs.Log;

/**
 * Fits models of one type. It is found by {@link java.util.ServiceLoader} and selected in YAML by
 * {@code model: {type: <name>}}.
 *
 * @param <C> record of options
 */
public interface FitModelProvider<C extends Record> extends Provider<C> {

  /** What a model predicts: sessions, responses or clicks. */
  enum Subject {
    SESSIONS,
    RESPONSES,
    CLICKS
  }

  /** What the model predicts. Only models that predict the same can be compared. */
  Subject subject();

  /**
   * Starts a fit.
   *
   * @param log whose sessions will be passed
   * @param heldOut every how many sessions one is held out
   */
  Fitter open(C options, Log log, int heldOut);
}
