package dev.recsim.cli;

import static java.util.stream.Collectors.joining;

import dev.recsim.experiment.Progress;
import dev.recsim.report.page.Figures;
import dev.recsim.store.Stored;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Prints the trials of an experiment as they finish, and how far those are that run. One line is
 * rewritten on a terminal; elsewhere a {@link Throttle} says which lines are printed. Every error
 * has its own line.
 */
final class TrialLines implements Progress {
  /** How many of the changes are named. */
  private static final int NAMED = 5;

  private static final long SECOND = 1_000_000_000;

  private final String experiment;
  private final boolean interactive;
  private final Throttle throttle;
  private final LongSupplier clock;
  private final Consumer<BooleanSupplier> ticker;

  /** Those that run, in the order in which they began. */
  private final Map<TrialId, At> running = new LinkedHashMap<>();

  private final Failures failures = new Failures();
  private TimeLeft left;
  private int due;
  private int done;
  private boolean over;

  /** When a line was last rewritten. */
  private long rewritten;

  /**
   * A running trial.
   *
   * @param epoch of the last checkpoint; 0 before the first
   * @param score of the checkpoint; empty if it has none
   */
  private record At(TrialId id, long started, int epoch, int epochs, Optional<Double> score) {
    String words(long now) {
      String where = epoch == 0 ? "" : ": epoch %s of %s".formatted(epoch, epochs);
      String reached = score.map(it -> ", " + decimal(it, 4)).orElse("");
      return id + " for " + whole(now - started) + where + reached;
    }
  }

  /**
   * @param interactive whether a line can be rewritten
   * @param clock nanoseconds
   * @param ticker calls what it gets now and then, until that returns false
   */
  TrialLines(
      String experiment,
      boolean interactive,
      Throttle throttle,
      LongSupplier clock,
      Consumer<BooleanSupplier> ticker) {
    this.experiment = experiment;
    this.interactive = interactive;
    this.throttle = throttle;
    this.clock = clock;
    this.ticker = ticker;
  }

  @Override
  public void damaged(Stored.Damaged stored) {
    System.err.println(
        "%s is %s; its trial is run again".formatted(stored.file(), stored.reason()));
  }

  @Override
  public void changed(SortedSet<String> changes) {
    String some = changes.stream().limit(NAMED).collect(joining(", "));
    int more = changes.size() - NAMED;
    say(
        "run again: %s%s; see docs/executors.md",
        some, more > 0 ? " and %s more".formatted(more) : "");
  }

  @Override
  public void withoutLog(int trials) {
    String have = trials == 1 ? "stored trial has" : "stored trials have";
    say("%s %s no session log and run again", trials, have);
  }

  @Override
  public void logged(long bytes, int trials) {
    if (bytes > 0) {
      say(
          "session logs of %s trials take about %s; recsim.sessionLogs=jsonl:100 logs the first"
              + " 100 sessions of each",
          trials, Figures.bytes((double) bytes * trials));
    }
  }

  @Override
  public void notReusable(SortedSet<String> agents) {
    say(
        "stored trials of %s are ignored and run again, because the agent states no version",
        String.join(", ", agents));
  }

  private void say(String format, Object... values) {
    System.out.println(experiment + ": " + format.formatted(values));
  }

  @Override
  public void planned(List<TrialId> trials, Map<String, Long> past) {
    left = new TimeLeft(trials, past, clock);
  }

  @Override
  public void started(int reused, int trials) {
    due = trials;
    String stored = reused == 0 ? "" : ", " + reused + " already stored";
    say("%s", (trials == 0 ? "unchanged" : trials + " trials") + stored);
    if (trials > 0) {
      ticker.accept(this::beat);
    }
  }

  @Override
  public synchronized void running(TrialId id) {
    running.put(id, new At(id, clock.getAsLong(), 0, 0, Optional.empty()));
    left.running(id);
  }

  @Override
  public synchronized void reached(TrialId id, int epoch, int epochs, Double score) {
    running.computeIfPresent(
        id, (same, it) -> new At(id, it.started(), epoch, epochs, Optional.ofNullable(score)));
  }

  /** Tells how far the trial is that has been running longest; returns whether any still run. */
  synchronized boolean beat() {
    long now = clock.getAsLong();
    boolean wanted = !over && (interactive ? now - rewritten >= SECOND : throttle.due());
    if (wanted) {
      String at = running.values().stream().findFirst().map(it -> it.words(now)).orElse("running");
      print("  %s %s; %s".formatted(count(), at, eta()));
    }
    return !over;
  }

  @Override
  public synchronized void finished(TrialResult result, int number) {
    done = number;
    running.remove(result.id());
    left.finished(result);
    String rest = done == due ? "" : ", " + eta();
    if (result instanceof Failed failed) {
      if (failures.add(failed)) {
        if (interactive) {
          Screen.rewrite("");
          Screen.rewind();
        }
        System.out.println(
            "  %s %s FAILED: %s%s".formatted(count(), failed.id(), failed.error(), rest));
      }
      return;
    }
    boolean outer = done == 1 || done == due;
    if (interactive || (outer ? throttle.extra() : throttle.due())) {
      String score = decimal(((Completed) result).score(), 4);
      print("  %s %s: %s%s".formatted(count(), result.id(), score, rest));
    }
  }

  @Override
  public synchronized void ended() {
    over = true;
    if (interactive && due > 0) {
      Screen.rewrite("");
      Screen.rewind();
    }
    failures.lines().forEach(it -> System.out.println("  " + it));
  }

  private void print(String line) {
    if (interactive) {
      rewritten = clock.getAsLong();
      Screen.rewrite(line);
    } else {
      System.out.println(line);
    }
  }

  private String count() {
    return ("[%" + Integer.toString(due).length() + "s/%s]").formatted(done, due);
  }

  private String eta() {
    OptionalLong nanos = left.nanos();
    return "ETA " + (nanos.isEmpty() ? "unknown" : seconds(nanos.getAsLong()));
  }

  private static String seconds(long nanos) {
    return nanos < 60 * SECOND ? decimal((double) nanos / SECOND, 1) + " s" : whole(nanos);
  }

  static String whole(long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    return duration.toMinutes() >= 1
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }

  private static String decimal(double value, int digits) {
    return Double.isFinite(value)
        ? new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString()
        : Double.toString(value);
  }
}
