package dev.recsim.logs.served;

import dev.recsim.served.DecisionRecord.Unit;
import dev.recsim.served.ServedFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gathers decisions into sessions: by the session of the application, or by the unit. A session is
 * over when an outcome says so, or after a time without a decision. It is passed on when no outcome
 * can change it.
 */
public final class ServedSessions implements ServedJoin.Events {
  private final ServedOptions options;
  private final Consumer<ServedSession> passed;
  private final Broken broken;
  private final boolean propensities;
  private final ServedJoin join;

  /** Sessions that may go on, in the order of their last decisions. */
  private final LinkedHashMap<String, ServedSession> open = new LinkedHashMap<>();

  /** Sessions that are over, but for which outcomes are waited for. */
  private final LinkedHashSet<ServedSession> over = new LinkedHashSet<>();

  /** Receives lines that cannot be used. */
  public interface Broken {
    /** A line. */
    void line(ServedFault fault, Path file, long line);
  }

  /**
   * @param propensities whether sessions with fallbacks are left out
   * @param passed receives the sessions
   */
  public ServedSessions(
      List<ServedFolder> folders,
      ServedOptions options,
      boolean propensities,
      Consumer<ServedSession> passed,
      Broken broken)
      throws IOException {
    this.options = options;
    this.propensities = propensities;
    this.passed = passed;
    this.broken = broken;
    join = new ServedJoin(folders, options, this);
  }

  /** Reads everything and returns what was counted. */
  public ServedCounts read() throws IOException {
    try (join) {
      while (join.advance()) {
        if (!options.outcomes().keepLate()) {
          expire();
        }
      }
    }
    List<ServedSession> rest = new ArrayList<>(over);
    rest.addAll(open.values());
    rest.forEach(this::rest);
    return join.counts();
  }

  @Override
  public void decision(ServedDecision decision) {
    Unit unit = decision.record.unit();
    String key = unit.id() + "\n" + unit.session();
    boolean alone = options.sessionGap() == 0 || unit.id().isEmpty() && unit.session().isEmpty();
    ServedSession session = alone ? null : open.remove(key);
    if (session != null && decision.time - session.last() > options.sessionGap()) {
      over.add(session);
      session = null;
    }
    if (session == null) {
      session = new ServedSession(key);
    }
    session.add(decision);
    if (alone) {
      session.end();
      over.add(session);
    } else {
      open.put(key, session);
    }
  }

  @Override
  public void outcome(ServedDecision decision, ServedOutcome outcome) {
    ServedSession session = decision.of;
    boolean ends =
        "ended".equals(outcome.outcome().status()) || "cut_off".equals(outcome.outcome().status());
    if (ends && !session.ended() && decision == session.lastStep()) {
      session.end();
      open.remove(session.key(), session);
      over.add(session);
    }
    if (session.ended()
        && !options.outcomes().sum()
        && !options.outcomes().keepLate()
        && session.answered()) {
      over.remove(session);
      pass(session);
    }
  }

  @Override
  public void broken(ServedFault fault, Path file, long line) {
    broken.line(fault, file, line);
  }

  /** Passes on sessions that are too old to change. */
  private void expire() {
    Iterator<ServedSession> eldest = over.iterator();
    while (eldest.hasNext()) {
      ServedSession session = eldest.next();
      if (session.came() + options.outcomes().attribution() >= join.now()) {
        break;
      }
      eldest.remove();
      pass(session);
    }
    eldest = open.values().iterator();
    while (eldest.hasNext()) {
      ServedSession session = eldest.next();
      if (session.came() + longest() >= join.now()) {
        break;
      }
      eldest.remove();
      pass(session);
    }
  }

  private long longest() {
    return Math.max(options.sessionGap(), options.outcomes().attribution());
  }

  /** A session at the end of the log, which may go on after it. */
  private void rest(ServedSession session) {
    boolean ended = over.contains(session) || session.came() + longest() <= join.now();
    boolean known =
        session.steps().stream()
            .allMatch(
                it -> it.answered || it.came + options.outcomes().attribution() <= join.now());
    if (ended && known) {
      pass(session);
    } else {
      join.counts().openSessions++;
      join.counts().openDecisions += session.steps().size();
    }
  }

  /** Passes on a session unless it is left out as declared. */
  private void pass(ServedSession session) {
    ServedCounts counts = join.counts();
    session.steps().forEach(it -> counts.arms.add(arm(it)));
    long chosen =
        session.steps().stream()
            .filter(it -> options.arms().isEmpty() || options.arms().contains(arm(it)))
            .count();
    if (chosen == 0) {
      counts.otherArms++;
    } else if (chosen < session.steps().size()) {
      counts.mixedArms++;
    } else if (!options.keepInterleaved()
        && session.steps().stream().anyMatch(it -> !it.record.shown().teams().isEmpty())) {
      counts.interleaved++;
    } else {
      pass(session, counts);
    }
  }

  private static String arm(ServedDecision decision) {
    return decision.record.unit().arm();
  }

  private void pass(ServedSession session, ServedCounts counts) {
    long without = session.steps().stream().filter(ServedDecision::isFallback).count();
    counts.chosen += session.steps().size();
    counts.chosenFallbacks += without;
    if (propensities && without > 0) {
      counts.fallbackSessions++;
    } else {
      session.sort();
      passed.accept(session);
    }
  }
}
