package dev.recsim.cli;

import static java.util.stream.Collectors.joining;

import dev.recsim.app.ExperimentReport;
import dev.recsim.app.Listener;
import dev.recsim.app.RunOperation.Planned;
import dev.recsim.app.RunOperation.PlannedAgent;
import dev.recsim.baseline.CheckResult;
import dev.recsim.experiment.Progress;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.Daemon;
import dev.recsim.report.Summary;
import dev.recsim.report.check.CheckWords;
import dev.recsim.report.worlds.WorldStudy;
import dev.recsim.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Prints progress and reports.
 *
 * @param interactive whether a line can be rewritten
 * @param sessionLogs whether to say where the session logs are
 * @param throttle of lines about trials
 * @param once what is printed once in a build
 * @param checkFollows whether a check of the same build prints the verdicts
 */
record Console(
    boolean interactive, boolean sessionLogs, Throttle throttle, Once once, boolean checkFollows)
    implements Listener {
  private static final long SECOND = 1_000_000_000;

  /** How many of the missing trials are named. */
  private static final int NAMED = 5;

  /** Worlds between two lines of progress. */
  private static final int SOME_WORLDS = 10;

  @Override
  public String written(String text) {
    return Screen.written(text);
  }

  @Override
  public void warning(String message) {
    System.err.println(message);
  }

  @Override
  public Progress progress(String experiment) {
    return new TrialLines(experiment, interactive, throttle, System::nanoTime, Console::often);
  }

  /** Calls it every second until it returns false. */
  private static void often(BooleanSupplier beat) {
    Daemon.start(
        () -> {
          do {
            LockSupport.parkNanos(SECOND);
          } while (beat.getAsBoolean());
        },
        "recsim-progress");
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
      Screen.rewrite(line);
      System.out.print(last ? "\n" : "");
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
    List<String> summary = Summary.lines(report.results());
    List<String> lines = new ArrayList<>(once.isNew(named(report, summary)) ? summary : List.of());
    if (!report.check().empty() && !checkFollows) {
      lines.addAll(verdict(report.check()));
    }
    if (lines.isEmpty()) {
      say("%s: as printed above", report.spec().name());
      return;
    }
    lines.add("report: " + report.page());
    if (sessionLogs) {
      lines.add("session logs: " + report.page().resolveSibling("sessions"));
    }
    lines.add("");
    lines.forEach(line -> System.out.println(line.isEmpty() ? "" : "  " + line));
  }

  /** Says what is valid in experiments, and probably meant otherwise. */
  void doubtful(List<ExperimentSpec> specs) {
    specs.stream()
        .filter(it -> it.seeds().size() == 1 && it.seeds().get(0) > 1)
        .map(Console::oneSeed)
        .distinct()
        .filter(it -> once.isNew(List.of(it)))
        .forEach(System.out::println);
  }

  private static String oneSeed(ExperimentSpec spec) {
    int seed = spec.seeds().get(0);
    return "warning: %s: trials has the one seed %s; for %s seeds write trials: {seeds: 0..%s}"
        .formatted(spec.file(), seed, seed, seed - 1);
  }

  /** The lines with the experiment that they are about. */
  private static List<String> named(ExperimentReport report, List<String> lines) {
    List<String> named = new ArrayList<>(lines);
    named.add(report.spec().name());
    return named;
  }

  /** A verdict, unless an earlier goal of the build has printed it. */
  List<String> verdict(CheckResult result) {
    List<String> lines = CheckWords.lines(result);
    return once.isNew(lines) ? lines : List.of();
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

  static String seeds(List<Integer> seeds) {
    int first = seeds.get(0);
    int last = seeds.get(seeds.size() - 1);
    return last - first == seeds.size() - 1 && seeds.size() > 1
        ? first + ".." + last
        : seeds.stream().map(String::valueOf).collect(joining(", "));
  }

  private static void say(String format, Object... values) {
    System.out.println(format.formatted(values));
  }
}
