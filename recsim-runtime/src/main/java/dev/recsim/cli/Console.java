package dev.recsim.cli;

import static java.util.stream.Collectors.joining;

import dev.recsim.app.ExperimentReport;
import dev.recsim.app.Listener;
import dev.recsim.app.Workspace.Planned;
import dev.recsim.app.Workspace.PlannedAgent;
import dev.recsim.experiment.Progress;
import dev.recsim.report.Summary;
import dev.recsim.report.check.CheckWords;
import dev.recsim.report.page.Figures;
import dev.recsim.report.worlds.WorldStudy;
import dev.recsim.store.Stored;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Prints progress and reports.
 *
 * @param interactive whether a line can be rewritten; else each trial has its own
 * @param sessionLogs whether to say where the session logs are
 */
record Console(boolean interactive, boolean sessionLogs) implements Listener {
  /** How many of the missing trials, or of the changes, are named. */
  private static final int NAMED = 5;

  /** Worlds between two lines of progress. */
  private static final int SOME_WORLDS = 10;

  @Override
  public void warning(String message) {
    System.err.println(message);
  }

  @Override
  public Progress progress(String experiment) {
    return new Trials(experiment);
  }

  @Override
  public void rung(String experiment, int number, int rungs, int candidates, int seeds) {
    say(
        "%s: rung %s of %s: %s candidates on %s",
        experiment, number, rungs, candidates, seeds == 1 ? "1 seed" : seeds + " seeds");
  }

  @Override
  public void undecided(String experiment, Map<String, List<Integer>> seeds) {
    int many = seeds.values().iterator().next().size();
    say(
        "%s: the verdict needs more trials, so %s seeds run of %s",
        experiment, many, String.join(", ", seeds.keySet()));
  }

  /** One line that is rewritten, or a line for some of the worlds. */
  @Override
  public void world(String experiment, WorldStudy study) {
    int done = study.worlds().size();
    boolean last = study.decided().isPresent();
    String line =
        "%s: world %s of %s: \"%s\" holds in %s"
            .formatted(
                experiment,
                done,
                study.planned(),
                study.claim().claim().text(),
                study.held().orElseThrow().holds());
    if (interactive) {
      Screen.rewind();
      System.out.print(pad(line));
      System.out.print(last ? "\n" : "");
      System.out.flush();
    } else if (last || done % SOME_WORLDS == 0) {
      System.out.println(line);
    }
  }

  @Override
  public void arenaChanged(String experiment) {
    say("%s: the arena changed, so the recorded experiment runs too", experiment);
  }

  @Override
  public void notRun(String experiment) {
    say("%s: not run yet; recsim:run runs it", experiment);
  }

  @Override
  public void reported(ExperimentReport report) {
    if (!report.missing().isEmpty()) {
      warning(missing(report.spec().name(), report.missing()));
    }
    List<String> lines = new ArrayList<>(Summary.lines(report.results()));
    if (!report.check().empty()) {
      lines.addAll(CheckWords.lines(report.check()));
    }
    lines.add("report: " + report.page());
    if (sessionLogs) {
      lines.add("session logs: " + report.page().resolveSibling("sessions"));
    }
    lines.add("");
    lines.forEach(line -> System.out.println(line.isEmpty() ? "" : "  " + line));
  }

  private static String missing(String experiment, List<TrialId> missing) {
    return "%s: %s missing, recsim:run runs what is missing: %s%s"
        .formatted(
            experiment,
            missing.size() == 1 ? "1 trial is" : missing.size() + " trials are",
            missing.stream().limit(NAMED).map(TrialId::toString).collect(joining(", ")),
            missing.size() > NAMED ? ", ..." : "");
  }

  /** Prints what a run would do. */
  static void plan(List<Planned> experiments) {
    for (Planned planned : experiments) {
      String environment = planned.spec().environment().provider().name();
      say("%s: %s; in %s", planned.spec().name(), count(planned.agents()), environment);
      int width =
          planned.agents().stream().mapToInt(it -> it.agent().name().length()).max().orElse(1);
      planned
          .search()
          .ifPresent(
              it ->
                  say(
                      "  search of %s: %s candidates, %s, up to %s more trials",
                      it.agent(),
                      it.candidates().size(),
                      it.rungs().size() == 1 ? "1 rung" : it.rungs().size() + " rungs",
                      it.trials()));
      for (PlannedAgent it : planned.agents()) {
        String type = it.agent().provider().name();
        String count = count(List.of(it));
        say(
            "  %-" + width + "s  %s, seeds %s: %s",
            it.agent().name(),
            type,
            seeds(it.seeds()),
            count);
      }
    }
    int many = experiments.size();
    String count = count(experiments.stream().flatMap(it -> it.agents().stream()).toList());
    String what = many == 1 ? "experiment" : "experiments";
    say("%s %s: %s; nothing was run (recsim.dryRun)", many, what, count);
  }

  private static String count(List<PlannedAgent> agents) {
    int all = agents.stream().mapToInt(it -> it.seeds().size()).sum();
    int stored = agents.stream().mapToInt(PlannedAgent::stored).sum();
    return "%s %s, %s stored, %s to run"
        .formatted(all, all == 1 ? "trial" : "trials", stored, all - stored);
  }

  private static String seeds(List<Integer> seeds) {
    int first = seeds.get(0);
    int last = seeds.get(seeds.size() - 1);
    return last - first == seeds.size() - 1 && seeds.size() > 1
        ? first + ".." + last
        : seeds.stream().map(String::valueOf).collect(joining(", "));
  }

  private static void say(String format, Object... values) {
    System.out.println(format.formatted(values));
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
    public void changed(SortedSet<String> changes) {
      String some = changes.stream().limit(NAMED).collect(joining(", "));
      int more = changes.size() - NAMED;
      say(
          "%s: run again: %s%s; see docs/executors.md",
          experiment, some, more > 0 ? " and %s more".formatted(more) : "");
    }

    @Override
    public void withoutLog(int trials) {
      String have = trials == 1 ? "stored trial has" : "stored trials have";
      say("%s: %s %s no session log and run again", experiment, trials, have);
    }

    @Override
    public void logged(long bytes, int trials) {
      if (bytes > 0) {
        say(
            "%s: session logs of %s trials take about %s; recsim.sessionLogs=jsonl:100 logs the first"
                + " 100 sessions of each",
            experiment, trials, Figures.bytes((double) bytes * trials));
      }
    }

    @Override
    public void notReusable(SortedSet<String> agents) {
      say(
          "%s: stored trials of %s are ignored and run again, because the agent states no version",
          experiment, String.join(", ", agents));
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
      String count = "%" + Integer.toString(due).length() + "s";
      String eta = done == due ? "" : ", ETA " + seconds(elapsed / done * (due - done));
      String line = ("  [" + count + "/%s] %s%s").formatted(done, due, outcome(result), eta);
      if (!interactive) {
        System.out.println(line);
        return;
      }
      Screen.rewind();
      if (result instanceof Failed) {
        System.out.println(pad(line));
        return;
      }
      System.out.print(pad(line));
      if (done == due) {
        Screen.rewind();
        System.out.print(pad(""));
        Screen.rewind();
      }
      System.out.flush();
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
