package dev.recsim.cli;

import dev.recsim.experiment.Progress;
import dev.recsim.store.Stored;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/** Prints an experiment's progress: one line that is rewritten on a terminal, else one a trial. */
final class Console implements Progress {
  private final String experiment;
  private final boolean interactive;
  private int due;
  private long started;

  Console(String experiment, boolean interactive) {
    this.experiment = experiment;
    this.interactive = interactive;
  }

  @Override
  public void damaged(Stored.Damaged stored) {
    warn(stored, "its trial is run again");
  }

  /** Says in one line what is wrong with a stored trial and what comes of that. */
  static void warn(Stored.Damaged stored, String consequence) {
    System.err.println(stored.file() + " is " + stored.reason() + "; " + consequence);
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
                " ".repeat(Integer.toString(due).length() - Integer.toString(done).length()) + done,
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

  void print(List<String> lines) {
    lines.forEach(line -> System.out.println(line.isEmpty() ? "" : "  " + line));
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
