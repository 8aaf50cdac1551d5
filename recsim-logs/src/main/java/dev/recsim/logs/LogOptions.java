package dev.recsim.logs;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.InputFile;
import dev.recsim.api.Options.Range;
import java.io.Serializable;
import java.util.List;

/** Declares a log: its files, and what the columns of CSV files mean. */
public record LogOptions(
    @Description(
            "The log: a .csv or .jsonl file, or a folder of them, relative to the experiment file."
                + " A .jsonl file is a session log of recsim.")
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
        String to)
    implements Serializable {

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

    public LogColumns {
      state = state == null ? List.of() : List.copyOf(state);
      user = user == null ? List.of() : List.copyOf(user);
    }
  }

  /** The log's options without a file. */
  public static final LogOptions DEFAULTS = new LogOptions(null, null, ",", null, 0.01);
}
