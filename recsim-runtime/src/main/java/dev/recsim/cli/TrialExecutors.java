package dev.recsim.cli;

import dev.recsim.app.project.UserError;
import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOptions.Cluster;
import dev.recsim.cli.options.VerbOptions.Executor;
import dev.recsim.cli.options.VerbOptions.Trials;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.MissingModules;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experiment.remote.DriverExecutor;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.experiment.remote.ProcessExecutor;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates what runs trials or reads logs, as selected by the arguments. */
final class TrialExecutors {
  /** What only one process at a time may do, or would be done twice. */
  private static final List<String> ONLY_ONCE =
      List.of(
          "-XX:ArchiveClassesAtExit",
          "-agentlib:jdwp",
          "-Xrunjdwp",
          "-XX:StartFlightRecording",
          "-Djava.class.path");

  private TrialExecutors() {}

  /**
   * Creates what runs trials.
   *
   * @param loggedSessions of each trial
   */
  static TrialExecutor of(Trials options, int loggedSessions) throws UserError, IOException {
    return switch (options.cluster().executor()) {
      case LOCAL -> new LocalExecutor(options.threads(), options.trialTimeout());
      case PROCESS ->
          new ProcessExecutor(command(Verb.WORK), options.threads(), options.trialTimeout());
      case SPARK -> spark(options, loggedSessions);
    };
  }

  /** The command of the driver is in a file, one word per line, because class paths are long. */
  private static TrialExecutor spark(Trials options, int loggedSessions)
      throws UserError, IOException {
    if (loggedSessions > 0) {
      throw new UserError(
          "recsim.sessionLogs needs recsim.executor=local or process: a cluster's machines do not"
              + " write into this one's folders");
    }
    Map<String, String> settings = settings(options.cluster());
    if (options.cluster().driver().isEmpty()) {
      return (trials, logs, progress) -> {
        throw new MissingModules(new TreeSet<>(List.of("recsim-spark")));
      };
    }
    return new DriverExecutor(
        Files.readAllLines(options.cluster().driver().get()),
        settings,
        options.trialTimeout(),
        new ProcessExecutor(command(Verb.WORK), 1, options.trialTimeout()));
  }

  /** What reads logs on a cluster; empty if this JVM does. Processes run only trials. */
  static Optional<LogDriver> logDriver(Verb verb, Cluster options) throws UserError, IOException {
    boolean trials = !Set.of(Verb.OPE, Verb.AB, Verb.FIT).contains(verb);
    if (options.executor() == Executor.LOCAL || trials && options.executor() == Executor.PROCESS) {
      return Optional.empty();
    }
    if (options.executor() == Executor.PROCESS) {
      throw new UserError(
          "recsim.executor of recsim:%s must be local or spark, not process".formatted(verb));
    }
    Map<String, String> settings = settings(options);
    if (options.driver().isEmpty()) {
      throw new MissingModules(new TreeSet<>(List.of("recsim-spark")));
    }
    return Optional.of(new LogDriver(Files.readAllLines(options.driver().get()), settings));
  }

  private static Map<String, String> settings(Cluster options) throws UserError {
    Map<String, String> settings = new TreeMap<>();
    options.sparkConf().ifPresent(it -> settings.put("spark-conf", it));
    settings.put(
        "spark-master",
        options
            .sparkMaster()
            .orElseThrow(
                () ->
                    new UserError(
                        "recsim.executor=spark needs recsim.spark.master, such as"
                            + " spark://host:7077")));
    return settings;
  }

  /** The command to start this program again with the same JVM, options and class path. */
  static List<String> command(Verb verb) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (ONLY_ONCE.stream().noneMatch(option::startsWith)) {
        command.add(option);
      }
    }
    String classPath = absolute(System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classPath, Main.class.getName(), verb.toString()));
    return command;
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
