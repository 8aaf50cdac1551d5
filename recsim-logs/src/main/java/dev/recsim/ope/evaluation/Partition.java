package dev.recsim.ope.evaluation;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogReport;
import dev.recsim.logs.LogRows;
import dev.recsim.logs.LogRows.Counts;
import dev.recsim.logs.LoggedSession;
import dev.recsim.logs.SentParts;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A part of a log on a machine of a cluster. Its methods use only types of the JDK, so it can be
 * called through another class loader.
 */
public final class Partition {
  /** What requests and answers consist of; nothing else is made from the bytes of a machine. */
  private static final SentParts SENT =
      new SentParts(
          Partition.class,
          ObjectInputFilter.Config.createFilter(
              "maxdepth=100;dev.recsim.api.**;dev.recsim.logs.**;dev.recsim.ope.**;dev.recsim.stats.**;"
                  + "dev.recsim.random.*;java.lang.*;java.lang.invoke.SerializedLambda;java.util.*;!*"));

  private final LogRows rows;
  private final Consumer<LoggedSession> sessions;
  private final Pass.Sums<?> sums;

  /** A pass as it is sent. The log is that of the survey in the pass, if there is one. */
  private record Request(Log log, Pass<?> pass) implements Serializable {}

  /** The answer of a part: sums and counts, or what is wrong with a file. */
  private record Answer(Pass.Sums<?> sums, Counts counts, Wrong wrong) implements Serializable {}

  private record Wrong(String file, int line, int column, String message) implements Serializable {}

  /**
   * Begins a part.
   *
   * @param request see {@link #request}
   * @param names of the files
   * @param headers their first lines
   * @throws InvalidFile if a column is missing
   */
  public Partition(byte[] request, List<String> names, List<byte[]> headers) {
    Request read = (Request) SENT.decoded(request);
    this.sums = read.pass() == null ? null : read.pass().begin(read.log());
    this.sessions = sums == null ? session -> {} : sums::add;
    this.rows = new LogRows(read.log(), names, headers, sessions);
  }

  /** A pass over a log as bytes; null for none, to ask only for sessions of rows. */
  public static byte[] request(Log log, Pass<?> pass) {
    return SENT.encoded(new Request(log, pass));
  }

  /** See {@link LogRows#session}. */
  public long session(int file, byte[] line, long number) {
    return rows.session(file, line, number);
  }

  /** See {@link LogRows#belongs}. */
  public boolean belongs(int file) {
    return rows.belongs(file);
  }

  /**
   * Makes the sums of a part.
   *
   * @param rows see {@link LogRows}
   * @return the answer as bytes, also if something is wrong with a file
   */
  public static byte[] run(
      byte[] request, List<String> names, List<byte[]> headers, Iterator<byte[]> rows) {
    try {
      Partition part = new Partition(request, names, headers);
      Counts counts = part.rows.read(rows);
      return SENT.encoded(new Answer(part.sums, counts, null));
    } catch (InvalidFile e) {
      Wrong wrong = new Wrong(e.file().toString(), e.line(), e.column(), e.getMessage());
      return SENT.encoded(new Answer(null, null, wrong));
    }
  }

  /**
   * Adds the answers of the parts of a log, in their order.
   *
   * @throws InvalidFile if something is wrong with a file, or too many rows are excluded
   */
  static <S extends Pass.Sums<S>> LogSource.Read<S> add(
      Log log, Pass<S> pass, Iterator<byte[]> answers) {
    S sums = pass.begin(log);
    Counts counts = new Counts();
    while (answers.hasNext()) {
      Answer answer = (Answer) SENT.decoded(answers.next());
      if (answer.wrong() != null) {
        Wrong wrong = answer.wrong();
        throw new InvalidFile(Path.of(wrong.file()), wrong.line(), wrong.column(), wrong.message());
      }
      @SuppressWarnings("unchecked")
      S part = (S) answer.sums();
      sums.add(part);
      counts.add(answer.counts());
    }
    LogReport report = counts.report(log);
    return new LogSource.Read<>(sums, report);
  }
}
