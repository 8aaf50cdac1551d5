package dev.recsim.ope.evaluation;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogReport;

/** Where the sessions of a log are read. */
public interface LogSource {

  /** The log, with the texts of all documents and states that were read. */
  Log log();

  /**
   * Reads all sessions; can be called again.
   *
   * @throws dev.recsim.api.Options.InvalidFile see {@link Log#read}
   */
  <S extends Pass.Sums<S>> Read<S> read(Pass<S> pass);

  /** The sums over all sessions, and what was excluded. */
  record Read<S>(S sums, LogReport report) {}

  /** Reads in this JVM. */
  static LogSource of(Log log) {
    return new Here(log);
  }

  /** Reads in this JVM. */
  record Here(Log log) implements LogSource {
    @Override
    public <S extends Pass.Sums<S>> Read<S> read(Pass<S> pass) {
      S sums = pass.begin(log);
      return new Read<>(sums, log.read(sums::add));
    }
  }
}
