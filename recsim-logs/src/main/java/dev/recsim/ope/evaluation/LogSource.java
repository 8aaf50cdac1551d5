package dev.recsim.ope.evaluation;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogReport;
import java.util.Iterator;
import java.util.function.Function;

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

  /**
   * Reads in parts elsewhere.
   *
   * @param reader makes the answers of the parts to a request, in their order, see {@link
   *     Partition}
   */
  record Elsewhere(Log log, Function<byte[], Iterator<byte[]>> reader) implements LogSource {
    @Override
    public <S extends Pass.Sums<S>> Read<S> read(Pass<S> pass) {
      return Partition.add(log, pass, reader.apply(Partition.request(log, pass)));
    }
  }
}
