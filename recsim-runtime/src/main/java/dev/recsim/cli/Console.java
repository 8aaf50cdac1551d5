package dev.recsim.cli;

import static java.util.stream.Collectors.joining;

import dev.recsim.app.Listener;
import dev.recsim.app.Reported;
import dev.recsim.experiment.Progress;
import dev.recsim.report.Summary;
import dev.recsim.report.check.CheckWords;
import dev.recsim.store.Stored;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Prints progress and reports: one line that is rewritten on a terminal, else one a trial. */
final class Console implements Listener {
  /** How many of the missing trials are named. */
  private static final int NAMED = 5;

  private final boolean interactive;
  private final boolean sessionLogs;

  /**
   * @param interactive whether lines can be rewritten
   * @param sessionLogs whether to say where the session logs are
   */
  Console(boolean interactive, boolean sessionLogs) {
    this.interactive = interactive;
    this.sessionLogs = sessionLogs;
  }

  @Override
  public void warning(String message) {
    System.err.println(message);
  }

  @Override
  public Progress progress(String experiment) {
    return new Trials(experiment);
  }

  @Override
  public void undecided(String experiment, Map<String, List<Integer>> seeds) {
    System.out.println(
        "%s: undecided, so on to %d seeds of %s"
            .formatted(
                experiment,
                seeds.values().iterator().next().size(),
                String.join(", ", seeds.keySet())));
  }

  @Override
  public void arenaChanged(String experiment) {
    System.out.println(
        experiment + ": its arena changed, so the experiment of the baseline runs with this code");
  }

  @Override
  public void notRun(String experiment) {
    System.out.println(experiment + ": not run yet; recsim:run runs it");
  }

  @Override
  public void reported(Reported report) {
    printMissing(report);
    print(Summary.lines(report.results()));
    if (!report.check().empty()) {
      print(CheckWords.lines(report.check()));
    }
    print(List.of("report: " + report.page()));
    if (sessionLogs) {
      print(List.of("session logs: " + report.page().resolveSibling("sessions")));
    }
    System.out.println();
  }

  private static void printMissing(Reported report) {
    List<TrialId> missing = report.missing();
    if (!missing.isEmpty()) {
      System.err.println(
          "%s: %s missing, recsim:run runs what is missing: %s%s"
              .formatted(
                  report.spec().name(),
                  missing.size() == 1 ? "1 trial is" : missing.size() + " trials are",
                  missing.stream().limit(NAMED).map(TrialId::toString).collect(joining(", ")),
                  missing.size() > NAMED ? ", ..." : ""));
    }
  }

  private static void print(List<String> lines) {
    lines.forEach(line -> System.out.println(line.isEmpty() ? "" : "  " + line));
  }

  /** Prints the trials of an experiment as they finish. */
  private final class Trials implements Progress {
    private final String experiment;
    private int due;
    private long started;

    Trials(String experiment) {
      this.experiment = experiment;
    }

    @Override
    public void damaged(Stored.Damaged stored) {
      warning("%s is %s; its trial is run again".formatted(stored.file(), stored.reason()));
    }

    @Override
    public void withoutLog(int trials) {
      System.out.println(
          experiment
              + ": "
              + trials
              + (trials == 1 ? " stored trial has" : " stored trials have")
              + " no session log and run again");
    }

    @Override
    public void started(int reused, int due) {
      this.due = due;
      this.started = System.nanoTime();
      String stored = reused == 0 ? "" : ", " + reused + " already stored";
      System.out.println(experiment + ": " + (due == 0 ? "unchanged" : due + " trials") + stored);
    }

    @Override
    public void finished(TrialResult result, int done) {
      long elapsed = System.nanoTime() - started;
      String line =
          "  [%s/%d] %s%s"
              .formatted(
                  " ".repeat(Integer.toString(due).length() - Integer.toString(done).length())
                      + done,
                  due,
                  outcome(result),
                  done == due ? "" : ", ETA " + seconds(elapsed / done * (due - done)));
      if (!interactive || result instanceof Failed) {
        System.out.println(interactive ? "\r" + pad(line) : line);
      } else {
        System.out.print("\r" + pad(line) + (done == due ? "\r" + pad("") + "\r" : ""));
        System.out.flush();
      }
    }
  }

  private static String outcome(TrialResult result) {
    if (result instanceof Failed failed) {
      return failed.id() + " FAILED: " + failed.error();
    }
    Completed trial = (Completed) result;
    return trial.id() + ": " + decimal(trial.score(), 4);
  }

  private static String pad(String line) {
    return line.length() >= 79 ? line : line + " ".repeat(79 - line.length());
  }

  private static String seconds(long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    return duration.toMinutes() >= 1
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : decimal(nanos / 1e9, 1) + " s";
  }

  private static String decimal(double value, int digits) {
    return Double.isFinite(value)
        ? new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString()
        : Double.toString(value);
  }
}
