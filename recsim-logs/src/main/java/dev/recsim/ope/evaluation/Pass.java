package dev.recsim.ope.evaluation;

import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import java.io.Serializable;

/**
 * One reading of a log. It can be made in parts, on several machines: each begins its own sums, and
 * all are added.
 */
public interface Pass<S extends Pass.Sums<S>> extends Serializable {

  /** Begins sums of no session. */
  S begin(Log log);

  /** Sums over sessions. */
  interface Sums<S> extends Serializable {
    /** Adds a session. */
    void add(LoggedSession session);

    /** Adds the sums of another part of the log. */
    void add(S other);
  }
}
