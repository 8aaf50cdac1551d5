package dev.recsim.logs;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.text.Records;
import dev.recsim.logs.text.LogPaths;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads rows of CSV files one by one, for programs that read the files themselves and divide the
 * rows into parts. All rows of a session are in one part, together and in the order of the log.
 * Parts of a log without sessions are consecutive.
 *
 * <p>A row is a record of a line without its end, as bytes: number of the file (int), line (long,
 * from 1), number in the log (long, from 0), whether the row before belongs to another session
 * (byte), and the line.
 */
public final class LogRows {
  /** The session of a row that has none. */
  public static final long NONE = -1;

  private static final int HEADER = 4 + 8 + 8 + 1;

  private final Log log;
  private final LogReport.Tally tally = new LogReport.Tally();
  private final OpenSessions sessions;
  private final Records[] records;
  private final CsvFile[] files;

  /** The counts of a part. */
  public static final class Counts implements Serializable {
    private static final long serialVersionUID = 1;
    private final LogReport.Tally tally;

    private Counts(LogReport.Tally tally) {
      this.tally = tally;
    }

    /** None. */
    public Counts() {
      this(new LogReport.Tally());
    }

    /** Adds the counts of the next part. */
    public void add(Counts next) {
      tally.add(next.tally);
    }

    /**
     * The report of the whole log.
     *
     * @throws InvalidFile if more rows are excluded than allowed
     */
    public LogReport report(Log log) {
      return log.report(tally);
    }
  }

  /**
   * Reads the headers.
   *
   * @param names of the files
   * @param headers their first lines
   * @param sessions receives the sessions
   * @throws InvalidFile if a column is missing
   */
  public LogRows(
      Log log, List<String> names, List<byte[]> headers, Consumer<LoggedSession> sessions) {
    this.log = log;
    this.sessions = log.open(tally, sessions, log.together());
    this.records = new Records[names.size()];
    this.files = new CsvFile[names.size()];
    for (int f = 0; f < files.length; f++) {
      Path file = Path.of(names.get(f));
      records[f] =
          Records.csv(
              InputStream.nullInputStream(),
              log.options().separator().charAt(0),
              LogPaths.fault(file));
      records[f].set(headers.get(f), 1);
      try {
        files[f] = new CsvFile(file, records[f], log, this.sessions, tally);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Reads the rows of a part and returns its counts. */
  public Counts read(Iterator<byte[]> rows) {
    boolean together = log.together();
    try {
      while (rows.hasNext()) {
        ByteBuffer row = ByteBuffer.wrap(rows.next());
        int file = row.getInt();
        long line = row.getLong();
        tally.row = row.getLong();
        if (row.get() != 0 && together) {
          sessions.closeAll();
        }
        records[file].set(Arrays.copyOfRange(row.array(), HEADER, row.array().length), line);
        files[file].read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sessions.closeAll();
    return new Counts(tally);
  }

  /**
   * The session of a line, which decides its part: its id; {@link #NONE} if it has none.
   *
   * @throws InvalidFile if a quote is not closed
   */
  public long session(int file, byte[] line, long number) {
    return parse(file, line, number) ? files[file].sessionId() : NONE;
  }

  /** Whether the line of the last call of {@link #session} is a faultless row of that session. */
  public boolean belongs(int file) {
    return !files[file].isBroken() && files[file].sessionId() != NONE;
  }

  private boolean parse(int file, byte[] line, long number) {
    records[file].set(line, number);
    try {
      return records[file].next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
