package dev.recsim.logs;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.InputFile;
import dev.recsim.api.Options.Range;
import dev.recsim.logs.served.ServedOptions;
import dev.recsim.logs.served.ServedOptions.Limits;
import dev.recsim.logs.served.ServedOptions.Outcomes;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Declares a log: its files, and what the columns of CSV files mean. */
public record LogOptions(
    @Description(
            "The log: a .csv, .csv.gz, .parquet or .jsonl file, or a folder of them, relative to"
                + " this file. A .jsonl file is a session log of recsim.")
        @InputFile
        String file,
    @Description("Columns of CSV files, by their meaning. Not needed for session logs of recsim.")
        LogColumns columns,
    @Description("Separator of columns: one character, or \"\\t\".") @Default(",") String separator,
    @Description(
            "Separator of several documents, rewards or propensities of a slate within one field,"
                + " such as \" \". Default: a field has one.")
        String listSeparator,
    @Description("Largest share of rows that may be excluded; more is an error.")
        @Default("0.01")
        @Range(min = 0, max = 1)
        double maxExcluded,
    @Description(
            "First session that is read: its number, counted from 1, or a time if the log has a"
                + " time column. Default: the first.")
        @Range(min = -1e300)
        String from,
    @Description(
            "First session that is no longer read: its number, or a time if the log has a time"
                + " column. Default: none.")
        @Range(min = -1e300)
        String to,
    @Description(
            "served: the log of a server of recsim, in folder; it needs no columns. Default: a log"
                + " in file.")
        LogType type,
    @Description(
            "Folder of a served log, or a folder of several servers' folders, relative to the"
                + " experiment file.")
        @InputFile
        String folder,
    @Description(
            "Served logs: how long after a decision an outcome counts, such as 30m. Default: 30m.")
        String attribution,
    @Description(
            "Served logs: time without a decision after which a session is over; 0 if each decision"
                + " is a session. Default: 30m.")
        String sessionGap,
    @Description(
            "Served logs: whether outcomes that come after the attribution are dropped or kept."
                + " Default: drop.")
        Late late,
    @Description(
            "Served logs: whether the first of several outcomes of a decision counts, or their sum."
                + " Default: first.")
        Repeated repeated,
    @Description(
            "Served logs: outcomes of decisions that are not in the log are counted. Default:"
                + " count.")
        Unknown unknown,
    @Description("Served logs: the arms whose sessions are read. Default: all.") List<String> arms,
    @Description(
            "Served logs: whether sessions with interleaved slates are dropped or kept. Default:"
                + " drop.")
        Late interleaved,
    @Description("Served logs: largest share of fallbacks that recsim:ope accepts. Default: 0.01.")
        @Range(min = 0, max = 1)
        Double fallbacks,
    @Description(
            "Served logs: a file of JSON Lines with topic and features of the documents that"
                + " decisions name by id only.")
        @InputFile
        String catalogue)
    implements Serializable {
  private static final Pattern TIME = Pattern.compile("(0|[1-9]\\d{0,5})([smhd])");

  public LogOptions {
    arms = arms == null ? null : List.copyOf(arms);
    checkTime("attribution", attribution);
    checkTime("session_gap", sessionGap);
    if (type == LogType.SERVED) {
      InvalidOption.unless(folder != null, "folder", "is missing; it names the served log");
      checkAbsent("file", file, "is not used by served logs; remove it");
      checkAbsent("columns", columns, "is not used by served logs; remove it");
    } else {
      checkAbsent("folder", folder);
      checkAbsent("attribution", attribution);
      checkAbsent("session_gap", sessionGap);
      checkAbsent("late", late);
      checkAbsent("repeated", repeated);
      checkAbsent("unknown", unknown);
      checkAbsent("arms", arms);
      checkAbsent("interleaved", interleaved);
      checkAbsent("fallbacks", fallbacks);
      checkAbsent("catalogue", catalogue);
    }
  }

  /** The options of a served log. */
  public static LogOptions ofServed(String folder, double maxExcluded) {
    return new LogOptions(null, null, ",", null, maxExcluded, null, null, LogType.SERVED, folder);
  }

  /** Kinds of logs that are declared. */
  public enum LogType {
    SERVED
  }

  /** What happens to something that is not as expected. */
  public enum Late {
    DROP,
    KEEP
  }

  /** Which outcomes of a decision count. */
  public enum Repeated {
    FIRST,
    SUM
  }

  /** What happens to outcomes of unknown decisions. */
  public enum Unknown {
    COUNT
  }

  private static void checkAbsent(String option, Object value) {
    checkAbsent(option, value, "belongs to served logs; write type: served");
  }

  private static void checkAbsent(String option, Object value, String problem) {
    InvalidOption.unless(value == null, option, problem);
  }

  private static void checkTime(String option, String text) {
    boolean zero = option.equals("session_gap") && "0".equals(text);
    InvalidOption.unless(
        text == null || zero || TIME.matcher(text).matches(),
        option,
        "must be a time such as 90s, 30m, 6h or 7d, not " + text);
  }

  private static long millis(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return 0;
    }
    long seconds =
        switch (time.group(2)) {
          case "s" -> 1;
          case "m" -> 60;
          case "h" -> 3_600;
          default -> 86_400;
        };
    return 1_000 * seconds * Long.parseLong(time.group(1));
  }

  /** Whether this is the log of a server. */
  public boolean isServed() {
    return type == LogType.SERVED;
  }

  /** The file or folder as it is declared; null if it is missing. */
  public String place() {
    return isServed() ? folder : file;
  }

  /** How a served log is read. */
  public ServedOptions served() {
    ServedOptions none = ServedOptions.DEFAULTS;
    return new ServedOptions(
        new Outcomes(
            Optional.ofNullable(attribution)
                .map(LogOptions::millis)
                .orElse(none.outcomes().attribution()),
            late == Late.KEEP,
            repeated == Repeated.SUM),
        Optional.ofNullable(sessionGap).map(LogOptions::millis).orElse(none.sessionGap()),
        Optional.ofNullable(arms).map(Set::copyOf).orElse(none.arms()),
        interleaved == Late.KEEP,
        new Limits(Optional.ofNullable(fallbacks).orElse(none.limits().fallbacks()), maxExcluded));
  }

  /** The name of a column; empty if the log has no such column. */
  Optional<String> column(Function<LogColumns, String> meaning) {
    return Optional.ofNullable(columns).map(meaning);
  }

  private LogOptions(
      String file,
      LogColumns columns,
      String separator,
      String listSeparator,
      double maxExcluded,
      String from,
      String to,
      LogType type,
      String folder) {
    this(
        file,
        columns,
        separator,
        listSeparator,
        maxExcluded,
        from,
        to,
        type,
        folder,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The options of a log in files. */
  public LogOptions(
      String file,
      LogColumns columns,
      String separator,
      String listSeparator,
      double maxExcluded,
      String from,
      String to) {
    this(file, columns, separator, listSeparator, maxExcluded, from, to, null, null);
  }

  /** The options of a log that is read as a whole. */
  public LogOptions(
      String file, LogColumns columns, String separator, String listSeparator, double maxExcluded) {
    this(file, columns, separator, listSeparator, maxExcluded, null, null);
  }

  /** Columns of a CSV file by their meaning; null or empty if the file has no such column. */
  public record LogColumns(
      @Description(
              "Identifies the session, as a number or a text. Default: each row is a session of"
                  + " one step.")
          String session,
      @Description("Number of the step in its session, counted from 0 or 1 without gaps.")
          String step,
      @Description(
              "Time of the step: a number, or 2026-01-31T12:00:00Z. Orders the steps of a session.")
          String time,
      @Description(
              "The user's state before the step. Several columns are one state for each"
                  + " combination of their values.")
          List<String> state,
      @Description("Numeric features of the user.") List<String> user,
      @Description("The document that was shown.") String action,
      @Description(
              "Position of the document, counted from 0 or 1, if each position of a slate has a row"
                  + " of its own.")
          String position,
      @Description(
              "The reward. In a session log of recsim, the signal that is the reward of a"
                  + " position.")
          String reward,
      @Description(
              "Probability with which the logging policy showed the document. If each position has"
                  + " a row or an entry: given the documents above it.")
          String propensity,
      @Description("What followed the step: continues, ended or cut_off.") String status,
      @Description(
              "Identifies the user of the session, as a number or a text, if users have several"
                  + " sessions.")
          String userId)
      implements Serializable {

    /** Columns of a log that does not identify users. */
    public LogColumns(
        String session,
        String step,
        String time,
        List<String> state,
        List<String> user,
        String action,
        String position,
        String reward,
        String propensity,
        String status) {
      this(session, step, time, state, user, action, position, reward, propensity, status, null);
    }

    /** The names of all columns. */
    Set<String> names() {
      Set<String> names = new TreeSet<>(state);
      names.addAll(user);
      Stream.of(session, step, time, action, position, reward, propensity, status, userId)
          .filter(Objects::nonNull)
          .forEach(names::add);
      return names;
    }

    public LogColumns {
      state = state == null ? List.of() : List.copyOf(state);
      user = user == null ? List.of() : List.copyOf(user);
    }
  }

  /** The log's options without a file. */
  public static final LogOptions DEFAULTS = new LogOptions(null, null, ",", null, 0.01);
}
