package dev.recsim.cli.options;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.app.ExportOperation.Format;
import dev.recsim.app.Listener;
import dev.recsim.app.Workspace;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.cli.options.VerbOption.Otherwise;
import dev.recsim.cli.options.VerbOption.Property;
import dev.recsim.experimentfile.variants.Setting;
import dev.recsim.policy.Manifest.Rule;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.store.SessionLogs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of verbs. A component is an option, or a record of options that several verbs have.
 * The tables of {@code docs/goals.md} and the help of the command-line jar are made from it.
 */
public final class VerbOptions {
  private static final String SET =
      "[values](experiments.md#try-a-value) that replace those of the files:"
          + " `agents.actor_critic.gamma=0.9`";
  private static final String EXPERIMENTS = "the folder of the experiment files";
  private static final String EXPERIMENTS_PROPERTY = "recsim.experimentsDirectory";
  private static final String EXPERIMENT =
      "which experiments, fits or records: [file names](#put-experiments-into-folders) without"
          + " `.yaml`, comma-separated, with `*`, `?` and `{a,b}`";
  private static final String NO_EXPERIMENT = "files directly in the folder";
  private static final double LEAST_RATE = 1e-6;

  private VerbOptions() {}

  /** What people may give with every verb. */
  public record Always(
      @Description("prints where an error comes from") boolean debug,
      @Description("jars and folders with your classes, as for java") Optional<String> classpath) {}

  /** What every verb has. */
  public record Call(
      Always always,
      boolean interactive,
      boolean parentStdin,
      Optional<Path> completion,
      Optional<String> command,
      Optional<Path> printed,
      boolean checkFollows) {}

  /** Options of a verb without any. */
  public record None() {}

  /** Where experiments and results are. */
  public record Results(
      @Description(EXPERIMENTS) @Default("experiments") @Property(EXPERIMENTS_PROPERTY)
          Path experiments,
      @Description("the folder of results and reports")
          @Default("reports")
          @Property("recsim.reportsDirectory")
          Path reports,
      @Description(EXPERIMENT) @Otherwise(NO_EXPERIMENT) Optional<String> experiment) {
    /** The folder of results as operations use it. */
    public Workspace workspace(double alpha, Listener listener) {
      return new Workspace(reports, alpha, listener);
    }

    /** The selected experiments; all directly in the folder are no selection by hand. */
    public Selection selection() throws UserError {
      return experiment.isPresent()
          ? Selection.of(experiment.get())
          : Selection.configured("*", "");
    }
  }

  /** Of verbs that give verdicts. */
  public record Verdicts(
      Results results,
      @Description(SET) Optional<String> set,
      @Description("the error rate of a verdict")
          @Default("0.01")
          @Range(min = LEAST_RATE, below = 0.5)
          double alpha) {
    public Workspace workspace(Listener listener) {
      return results.workspace(alpha, listener);
    }

    public Experiments selected() throws UserError {
      return VerbOptions.selected(results, set);
    }
  }

  /** Where trials run or logs are read. */
  public enum Executor {
    LOCAL,
    PROCESS,
    SPARK
  }

  /** Of verbs that can use a cluster. */
  public record Cluster(
      @Description(
              "[where](executors.md) trials run: `local`, `process` or `spark`; `fit`, `ope`"
                  + " and `ab` read logs with `local` or `spark`")
          @Default("local")
          Executor executor,
      Optional<Path> driver,
      @Property("recsim.spark.master") Optional<String> sparkMaster,
      @Property("recsim.spark.conf") Optional<String> sparkConf) {}

  /** Of verbs that run trials. */
  public record Trials(
      Verdicts verdicts,
      Cluster cluster,
      @Description("number of trials that run at the same time")
          @Otherwise("processors")
          @Range(min = 1)
          Optional<Integer> parallelism,
      @Description("how long a trial may take, such as `90s`, `30m`, `2h`") @Otherwise("no limit")
          Optional<Duration> trialTimeout) {
    /** The number of trials that run at the same time. */
    public int threads() {
      return parallelism.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }
  }

  public record Run(
      Trials trials,
      @Description("also runs the seeds up to `max_seeds`, for a baseline") boolean allSeeds,
      @Description("runs stored trials again too") boolean force,
      @Description("prints what would run, and runs and writes nothing") boolean dryRun,
      @Description(
              "`jsonl` writes [session logs](results.md#session-logs), `jsonl:100` those of"
                  + " the first 100 sessions of each trial")
          @Default("none")
          String sessionLogs) {
    /** The number of evaluation sessions of a trial that are logged; 0 for none. */
    public int loggedSessions() throws UserError {
      Map<String, Integer> all = Map.of("jsonl", SessionLogs.ALL, "none", 0);
      if (all.containsKey(sessionLogs)) {
        return all.get(sessionLogs);
      }
      if (!sessionLogs.matches("jsonl:[1-9][0-9]{0,8}")) {
        throw new UserError(
            "recsim.sessionLogs must be jsonl (DuckDB converts it to Parquet), jsonl:100 for the"
                + " first 100 sessions of each trial, or none, not "
                + sessionLogs);
      }
      return Integer.parseInt(sessionLogs.substring("jsonl:".length()));
    }
  }

  /** Whether an experiment without a baseline fails. */
  public enum Missing {
    AUTO,
    TRUE,
    FALSE
  }

  /** Whether a goal has its selection from the POM, and what other checks of the build select. */
  public record Configured(boolean configured, Optional<String> elsewhere) {}

  public record Check(
      Trials trials,
      @Description("whether REGRESSED and BROKEN fail the build") @Default("true")
          boolean failOnRegression,
      @Description(
              "whether an experiment without a baseline fails the build; `auto`: if the module"
                  + " has any baseline; without a value `true`")
          @Default("auto")
          Missing failOnMissingBaseline,
      @Description("what UNDECIDED does: `fail`, `warn` or `pass`") @Default("fail")
          OnUndecided onUndecided,
      @Description(
              "whether agents must be IDENTICAL, except those with a changed definition or on"
                  + " engine `dl4j`")
          boolean exact,
      Configured configured) {
    public Experiments selected() throws UserError {
      Results results = trials.verdicts().results();
      return new Experiments(
          results.experiments(),
          configured.configured()
              ? Selection.configured(
                  results.experiment().orElse("*"), configured.elsewhere().orElse(""))
              : results.selection(),
          settings(trials.verdicts().set()));
    }

    /**
     * Which verdicts fail.
     *
     * @param baselines whether the project has any baseline
     */
    public BuildRules rules(boolean baselines) {
      boolean missing =
          failOnMissingBaseline == Missing.AUTO ? baselines : failOnMissingBaseline == Missing.TRUE;
      return new BuildRules(failOnRegression, missing, onUndecided);
    }
  }

  public record Baseline(
      Verdicts verdicts,
      @Description(
              "[changes for the worse](baselines.md#accept-a-change) to record, comma-separated")
          Optional<String> accept) {
    public Set<String> accepted() {
      return accept.stream()
          .flatMap(text -> Stream.of(text.split(",")))
          .map(String::strip)
          .collect(Collectors.toSet());
    }
  }

  public record Compare(
      Results results,
      @Description(
              "what to compare with: a baseline file, a `results.json`, a folder of either, or"
                  + " a git revision")
          @Otherwise("the baselines in the work tree")
          Optional<String> base,
      @Description("what is compared, in the same ways") @Otherwise("the last run")
          Optional<String> head,
      @Description("the error rate of each end of an interval")
          @Default("0.025")
          @Range(min = LEAST_RATE, below = 0.5)
          double alpha) {}

  public record Trend(
      Results results,
      @Description("the number of commits to read, the newest ones") @Default("200") int commits) {}

  public record Fit(
      Results results,
      @Description("the error rate of a verdict")
          @Default("0.01")
          @Range(min = LEAST_RATE, below = 0.5)
          double alpha,
      Cluster cluster) {}

  public record Ope(Verdicts verdicts, Cluster cluster) {}

  public record Ab(
      Verdicts verdicts,
      Cluster cluster,
      @Description(
              "whether nobody has looked before at a test without a"
                  + " [verdicts file](ab.md#the-verdicts-file)")
          boolean firstLook,
      @Description("the latest end of the last look: `2026-11-30` or `2026-11-30T12:00:00Z`")
          @Otherwise("now")
          Optional<Instant> until) {}

  public record Predict(
      Results results,
      @Description("name of the test, such as `2026-w41`") Optional<String> test,
      @Description("the agent whose policy users have") Optional<String> from,
      @Description("the agent whose policy some users will get") Optional<String> to,
      @Description("the seed whose policies users get") @Otherwise("the mean over all seeds")
          Optional<Integer> seed,
      @Description("number of changes it was chosen from") @Otherwise("the other agents")
          Optional<Integer> candidates,
      Explored explored,
      @Description("the day by which there is an outcome") @Otherwise("in 42 days")
          Optional<LocalDate> due) {}

  public record Reality(
      Results results,
      @Description("the error rate of a verdict")
          @Default("0.01")
          @Range(min = LEAST_RATE, below = 0.5)
          double alpha,
      @Description("name of the test, such as `2026-w41`; without it, the verb only writes pages")
          Optional<String> test,
      LiveTest observed,
      @Description(
              "the log that shows the effect: its name in `accept.counterfactual` of the"
                  + " environment")
          Optional<String> log,
      ByHand byHand,
      @Description("why the test was stopped without an outcome") Optional<String> stopped) {

    /** A live test that shows the effect. */
    public record LiveTest(
        @Description("the live test of this project that shows the effect") Optional<String> ab,
        @Description("its treatment") @Otherwise("the only one") Optional<String> arm,
        @Description("its metric") @Otherwise("that of the record, or the only one")
            Optional<String> metric) {}

    /** An effect that a person writes. */
    public record ByHand(
        @Description("the effect by hand: the relative change, such as `0.021`")
            Optional<Double> change,
        @Description("the standard error of `recsim.change`") Optional<Double> error) {
      public boolean isGiven() {
        return change.isPresent() || error.isPresent();
      }
    }
  }

  public record Validate(
      @Description(EXPERIMENTS) @Default("experiments") @Property(EXPERIMENTS_PROPERTY)
          Path experiments,
      @Description(EXPERIMENT) @Otherwise(NO_EXPERIMENT) Optional<String> experiment,
      @Description(SET) Optional<String> set) {
    /** With a folder of reports, in which the verb writes nothing. */
    public Results results() {
      return new Results(experiments, Path.of(""), experiment);
    }
  }

  public record Schema(
      @Description(EXPERIMENTS) @Default("experiments") @Property(EXPERIMENTS_PROPERTY)
          Path experiments,
      @Description("the file to write")
          @Otherwise("`recsim-experiment.schema.json` beside the experiments")
          @Property("recsim.schemaFile")
          Optional<Path> output) {
    public Path file() {
      return output.orElse(experiments.resolve("recsim-experiment.schema.json"));
    }
  }

  public record Init(
      @Description(EXPERIMENTS) @Default("experiments") @Property(EXPERIMENTS_PROPERTY)
          Path experiments) {}

  public record Export(
      Results results,
      @Description(SET) Optional<String> set,
      @Description("the one trial to export, `<agent>-seed-<n>`") @Otherwise("all")
          Optional<String> trial,
      @Description("the folder to write to")
          @Default("target/recsim-export")
          @Property("recsim.exportDirectory")
          Path output,
      @Description(
              "`dl4j`, a DL4J archive for each network, or `onnx`, the whole policy as one"
                  + " graph")
          @Default("dl4j")
          Format format) {}

  public record LogForget(
      @Description("the folder of the log, or a folder of several servers' folders")
          @Default("served")
          Path logs,
      @Description("who to forget, as the application names the unit") Optional<String> unit) {}

  public record Promote(
      Verdicts verdicts,
      @Description("the name of the agent in the experiment") Optional<String> agent,
      @Description(
              "the seed whose policies users get: `median`, `best_validation` or `all`, see"
                  + " [promote.md](promote.md#which-seed)")
          @Default("median")
          Rule seed,
      @Description("whether files may differ from the commit; the manifest records it")
          boolean allowDirty,
      @Description("the folder of promoted agents; an agent is in `<experiment>/<agent>/`")
          @Default("promoted")
          Path output) {}

  public record VerifyPromoted(
      @Description(EXPERIMENTS) @Default("experiments") @Property(EXPERIMENTS_PROPERTY)
          Path experiments,
      @Description("the folder of a promoted agent, or one above several") @Default("promoted")
          Path promoted) {}

  public record Python(
      @Description("the file to write") @Default("target/recsim/python.json") Path output) {}

  public record Serve(
      @Description("what is served, and where") @Default("serve.yaml") Path serveFile) {}

  /** The selected experiments with values that replace those of their files. */
  public static Experiments selected(Results results, Optional<String> set) throws UserError {
    return new Experiments(results.experiments(), results.selection(), settings(set));
  }

  private static List<Setting> settings(Optional<String> set) throws UserError {
    try {
      return set.map(Setting::list).orElse(List.of());
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }
}
