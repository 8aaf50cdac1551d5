package dev.recsim.logs;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.text.Records;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.logs.text.LogPaths;
import dev.recsim.logs.text.ParquetFiles;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * A log of sessions, read as a stream. The memory that it needs does not depend on the number of
 * rows, except for 8 to 22 bytes a session to find duplicates, and the texts of states and
 * documents.
 *
 * <pre>{@code
 * Log log = Log.of(options, folder, List.of());
 * LogReport report = log.read(session -> {
 *   for (int step = 0; step < session.steps(); step++) {
 *     ... session.state(step), session.document(step, 0), session.reward(step) ...
 *   }
 * });
 * }</pre>
 */
public final class Log implements Serializable {
  /** The user of a session whose user is not known. */
  public static final long NOBODY = Long.MIN_VALUE;

  private static final long serialVersionUID = 1;
  private final LogOptions options;
  private final transient List<Path> files;

  @SuppressWarnings("serial") // the lists of List.copyOf are serializable
  private final List<String> userFeatures;

  @SuppressWarnings("serial")
  private final List<String> extras;

  private final Labels documents;
  private final Labels states;
  private final transient LongPredicate chosen;
  private final double largestReward;

  /** Whether times are dates. */
  private boolean dated;

  /** What a served log is read from; null in others. */
  private transient ServedSource served;

  /** Whether sessions without propensities are left out. */
  private boolean propensities;

  /** Whether the documents that could be shown do not matter. */
  private boolean rewardsOnly;

  private Log(
      LogOptions options, List<Path> files, List<String> userFeatures, List<String> extras) {
    this(
        options,
        files,
        userFeatures,
        extras,
        new Labels(),
        new Labels(),
        id -> true,
        Double.POSITIVE_INFINITY);
  }

  private Log(
      LogOptions options,
      List<Path> files,
      List<String> userFeatures,
      List<String> extras,
      Labels documents,
      Labels states,
      LongPredicate chosen,
      double largestReward) {
    this.documents = documents;
    this.states = states;
    this.chosen = chosen;
    this.largestReward = largestReward;
    this.options = options;
    this.files = files;
    this.userFeatures = userFeatures;
    this.extras = extras;
  }

  /**
   * Finds the files of a log.
   *
   * @param directory folder that the options' file is relative to
   * @param extras additional columns of probabilities, from 0 to 1
   * @throws InvalidOption if an option is missing or does not fit the others
   * @throws InvalidFile if there is no such file
   */
  public static Log of(LogOptions options, Path directory, List<String> extras) {
    if (options.isServed()) {
      return served(options, directory, extras);
    }
    InvalidOption.unless(options.file() != null, "file", "is missing; it names the log");
    List<Path> files = LogPaths.files(directory.resolve(options.file()).normalize());
    boolean csv = files.stream().anyMatch(LogPaths::isCsv);
    if (csv) {
      check(options);
    }
    LogPart.check(options);
    InvalidOption.unless(
        files.stream().map(LogPaths::kind).distinct().count() == 1,
        "file",
        "is a folder of several of .csv, .parquet and .jsonl files; a log has one kind");
    InvalidOption.unless(
        csv || extras.isEmpty(), "file", "is a session log of recsim, which has no columns");
    try {
      List<String> user = csv ? options.columns().user() : JsonFile.userFeatures(files.get(0));
      return new Log(options, files, user, List.copyOf(extras));
    } catch (IOException e) {
      throw unreadable(files.get(0), e);
    }
  }

  private static Log served(LogOptions options, Path directory, List<String> extras) {
    LogPart.check(options);
    InvalidOption.unless(extras.isEmpty(), "type", "is served: the log has no columns");
    ServedSource served = ServedSource.of(options, directory);
    Log log = new Log(options, served.files(), served.userFeatures(), List.of());
    log.served = served;
    log.dated = true;
    return log;
  }

  /**
   * The same log for a reader that needs propensities. In a served log, sessions with a fallback
   * are left out, and reading fails if there are too many.
   */
  public Log withPropensities() {
    Log log = like(chosen, largestReward);
    log.propensities = true;
    return log;
  }

  /**
   * The same log for a reader of rewards. In a served log, it does not matter then with which
   * catalogue a decision was made.
   */
  public Log withRewardsOnly() {
    Log log = like(chosen, largestReward);
    log.rewardsOnly = true;
    return log;
  }

  boolean rewardsOnly() {
    return rewardsOnly;
  }

  /**
   * A log of rows that are read elsewhere, see {@link LogRows}.
   *
   * @param files their names
   * @throws InvalidOption as {@link #of}
   */
  public static Log elsewhere(LogOptions options, List<Path> files, List<String> extras) {
    check(options);
    InvalidOption.unless(
        options.from() == null && options.to() == null,
        "from",
        "and to need the order of the sessions, which only one process reads; remove them, or run"
            + " without recsim.executor=spark");
    return new Log(options, List.copyOf(files), options.columns().user(), List.copyOf(extras));
  }

  /**
   * The same log, of which only some sessions are passed on. Reports are those of the whole log.
   *
   * @param ids chooses sessions by their {@link LoggedSession#id}
   */
  public Log only(LongPredicate ids) {
    return like(ids, largestReward);
  }

  /**
   * The same log with clipped rewards.
   *
   * @param largest size of a reward above 0; larger ones count as this, with their sign
   */
  public Log clipped(double largest) {
    return like(chosen, largest);
  }

  /**
   * The same log, whose codes are those of an environment that was fitted to a log. Session logs of
   * recsim have them already.
   *
   * @param documentNames documents of the environment in their order
   * @param stateNames its states in their order; empty if it has none
   */
  public Log coded(List<String> documentNames, List<String> stateNames) {
    Labels other = stateNames.isEmpty() ? states : new Labels(stateNames);
    return like(chosen, largestReward, new Labels(documentNames), other);
  }

  private Log like(LongPredicate ids, double largest) {
    return like(ids, largest, documents, states);
  }

  private Log like(LongPredicate ids, double largest, Labels shown, Labels seen) {
    Log log = new Log(options, files, userFeatures, extras, shown, seen, ids, largest);
    log.served = served;
    log.dated = dated;
    log.propensities = propensities;
    log.rewardsOnly = rewardsOnly;
    return log;
  }

  private static void check(LogOptions options) {
    LogColumns columns = options.columns();
    InvalidOption.unless(
        columns != null, "columns", "is missing; write columns: {action: ..., reward: ...}");
    InvalidOption.unless(
        options.column(LogColumns::session).isPresent()
            || options
                .column(LogColumns::step)
                .or(() -> options.column(LogColumns::position))
                .isEmpty(),
        "columns",
        "lacks session, which step and position need");
    InvalidOption.unless(
        one(options.separator()) && options.separator().charAt(0) != '"',
        "separator",
        "must be one ASCII character and no quote");
    InvalidOption.unless(
        options.listSeparator() == null
            || one(options.listSeparator()) && !options.listSeparator().equals(options.separator()),
        "list_separator",
        "must be one ASCII character other than the separator");
  }

  private static boolean one(String separator) {
    return separator.length() == 1 && separator.charAt(0) < 128 && separator.charAt(0) != '\n';
  }

  /**
   * Reads all sessions, in the order in which they are complete. Can be called again.
   *
   * @param sessions receives each session, see {@link LoggedSession}
   * @throws InvalidFile if a file cannot be read, lacks a column, or has more faulty rows than
   *     {@link LogOptions#maxExcluded}; sessions may have been passed on before
   */
  public LogReport read(Consumer<LoggedSession> sessions) {
    LogReport.Tally tally = new LogReport.Tally();
    LogPart part = new LogPart(options);
    Consumer<LoggedSession> passed =
        session -> {
          if (!part.next(session)) {
            tally.outside++;
          } else if (chosen.test(session.id())) {
            sessions.accept(session);
          }
        };
    if (served != null) {
      served.read(this, open(tally, passed, false), tally, propensities);
      return report(tally);
    }
    OpenSessions open = open(tally, passed, LogPaths.isCsv(files.get(0)) && together());
    for (Path file : files) {
      try {
        read(file, open, tally);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    open.closeAll();
    return report(tally);
  }

  /** Whether the rows of a session stand together. */
  boolean together() {
    return options.column(LogColumns::step).or(() -> options.column(LogColumns::time)).isEmpty();
  }

  OpenSessions open(LogReport.Tally tally, Consumer<LoggedSession> sessions, boolean together) {
    Consumer<LoggedSession> clipped =
        session -> {
          tally.clipped += session.clip(largestReward);
          sessions.accept(session);
        };
    Consumer<LoggedSession> passed = Double.isInfinite(largestReward) ? sessions : clipped;
    return new OpenSessions(tally, passed, userFeatures.size(), extras.size(), together);
  }

  /**
   * The report of the whole log.
   *
   * @throws InvalidFile if more rows are excluded than allowed
   */
  LogReport report(LogReport.Tally tally) {
    LogReport report = tally.report(files);
    long lost = report.rows() - report.used().rows();
    if (lost > options.maxExcluded() * report.rows()) {
      LogReport.Place first = tally.first();
      throw new InvalidFile(
          Path.of(first.file()),
          (int) Math.min(Integer.MAX_VALUE, first.line()),
          first.column(),
          "%s; %s of %s rows would be excluded, more than logs.max_excluded allows (%s): %s"
              .formatted(
                  first.message(),
                  LogReport.grouped(lost),
                  LogReport.grouped(report.rows()),
                  options.maxExcluded(),
                  String.join("; ", report.sentences().subList(1, report.sentences().size()))));
    }
    return report;
  }

  private void read(Path file, OpenSessions open, LogReport.Tally tally) throws IOException {
    if (LogPaths.isCsv(file)) {
      try (Records records = csv(file)) {
        new CsvFile(file, records, this, open, tally).read();
      }
    } else {
      try (Records records = LogPaths.lines(file)) {
        new JsonFile(file, records, this, open, tally).read();
      }
    }
  }

  private Records csv(Path file) throws IOException {
    Set<String> columns = new TreeSet<>(extras);
    columns.addAll(options.columns().names());
    return LogPaths.open(file, options.separator().charAt(0), options.listSeparator(), columns);
  }

  /** The optional modules that read the files. */
  public Set<String> modules() {
    return files.stream().anyMatch(ParquetFiles::isParquet)
        ? Set.of(ParquetFiles.MODULE)
        : Set.of();
  }

  static InvalidFile unreadable(Path file, IOException e) {
    return new InvalidFile(file, 0, 0, "the log cannot be read: " + e.getMessage());
  }

  public LogOptions options() {
    return options;
  }

  public List<Path> files() {
    return files;
  }

  /** Ids of the documents that were read so far; in session logs of recsim, they are numbers. */
  public Labels documents() {
    return documents;
  }

  /** States that were read so far; in session logs of recsim, they are numbers. */
  public Labels states() {
    return states;
  }

  /** Whether the times that were read so far are dates, which count as seconds since 1970. */
  public boolean dated() {
    return dated;
  }

  void dated(boolean date) {
    dated = date;
  }

  /** Names of the numeric features of users. */
  public List<String> userFeatures() {
    return userFeatures;
  }

  /** Names of the additional columns. */
  List<String> extras() {
    return extras;
  }
}
