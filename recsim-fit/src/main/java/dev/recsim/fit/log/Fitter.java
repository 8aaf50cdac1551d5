package dev.recsim.fit.log;

import dev.recsim.api.InvalidOption;
import dev.recsim.logs.LoggedSession;
import dev.recsim.random.RandomKey;

/** Collects the sessions of a log and fits a model to them. */
public interface Fitter {

  /** Adds a session; copies what it needs. */
  void add(LoggedSession session);

  /**
   * Fits the model to the sessions that are not held out.
   *
   * @param key of random starts
   * @throws InvalidOption if the log does not suit the model
   */
  Fitted fit(RandomKey key);

  /**
   * As {@link #fit(RandomKey)}, of a fit that may take long.
   *
   * @param work to which it says how far it is
   */
  default Fitted fit(RandomKey key, FitWork work) {
    return fit(key);
  }
}
