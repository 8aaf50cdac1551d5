package dev.recsim.logs;

import dev.recsim.logs.text.LongSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Gathers the rows of sessions. A session is passed on when its status ends it, when 10,000 other
 * sessions had a row after its last one, or at the end of the log.
 */
final class OpenSessions {
  private static final int MOST = 10_000;

  private final LogReport.Tally tally;
  private final Consumer<LoggedSession> closed;
  private final int userFeatures;
  private final int extras;
  private final int most;
  private final LongSet passed = new LongSet();
  private final Map<Long, LoggedSession> open = new LinkedHashMap<>(16, 0.75f, true);
  private LoggedSession last;

  /** A session that can be filled again. */
  private LoggedSession spare;

  /**
   * @param together whether the rows of a session stand together; a session then ends where another
   *     begins
   */
  OpenSessions(
      LogReport.Tally tally,
      Consumer<LoggedSession> closed,
      int userFeatures,
      int extras,
      boolean together) {
    this.tally = tally;
    this.closed = closed;
    this.userFeatures = userFeatures;
    this.extras = extras;
    this.most = together ? 1 : MOST;
  }

  /** The open session with this id; null if there is none. */
  LoggedSession open(long id) {
    return open.get(id);
  }

  /** The session with this id, opened if it is new; null if it was passed on before. */
  LoggedSession get(long id) {
    if (last != null && last.id == id) {
      return last;
    }
    LoggedSession session = open.get(id);
    if (session == null) {
      if (passed.contains(id)) {
        return null;
      }
      if (open.size() == most) {
        close(open.values().iterator().next());
      }
      session = cleared(id);
      open.put(id, session);
    }
    last = session;
    return session;
  }

  /** A session of one row, without an id. */
  LoggedSession single(long row) {
    spare = cleared(row);
    return spare;
  }

  private LoggedSession cleared(long id) {
    LoggedSession session = spare == null ? new LoggedSession(userFeatures, extras) : spare;
    spare = null;
    session.clear(id);
    return session;
  }

  void close(LoggedSession session) {
    open.remove(session.id);
    passed.add(session.id);
    last = last == session ? null : last;
    pass(session);
    spare = session;
  }

  void closeAll() {
    while (!open.isEmpty()) {
      close(open.values().iterator().next());
    }
  }

  void pass(LoggedSession session) {
    if (session.faulty) {
      tally.excludedSessions++;
      tally.lostWithSession += session.rows;
    } else if (session.steps > 0) {
      tally.sessions++;
      tally.steps += session.steps;
      tally.used += session.rows;
      closed.accept(session);
    }
  }
}
