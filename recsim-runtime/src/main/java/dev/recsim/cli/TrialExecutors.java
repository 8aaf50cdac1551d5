package dev.recsim.cli;

import dev.recsim.app.project.UserError;
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
  private static final String EXECUTOR = "executor";
  private static final List<String> SPARK_OPTIONS = List.of("spark-master", "spark-conf");

  /** What only one process at a time may do, or would be done twice. */
  private static final List<String> ONLY_ONCE =
      List.of(
          "-XX:ArchiveClassesAtExit",
          "-agentlib:jdwp",
          "-Xrunjdwp",
          "-XX:StartFlightRecording",
          "-Djava.class.path");

  private TrialExecutors() {}

  static TrialExecutor of(Arguments arguments) throws UserError, IOException {
    return switch (arguments.option(EXECUTOR).orElse("local")) {
      case "local" -> new LocalExecutor(arguments.parallelism(), arguments.trialTimeout());
      case "process" ->
          new ProcessExecutor(
              command(Verb.WORK), arguments.parallelism(), arguments.trialTimeout());
      case "spark" -> spark(arguments);
      default ->
          throw new UserError(
              "recsim.executor must be local, process or spark, not "
                  + arguments.option(EXECUTOR).orElseThrow());
    };
  }

  /** The command of the driver is in a file, one word per line, because class paths are long. */
  private static TrialExecutor spark(Arguments arguments) throws UserError, IOException {
    if (arguments.loggedSessions() > 0) {
      throw new UserError(
          "recsim.sessionLogs needs recsim.executor=local or process: a cluster's machines do not"
              + " write into this one's folders");
    }
    requireMaster(arguments);
    if (arguments.option("driver").isEmpty()) {
      return (trials, logs, progress) -> {
        throw new MissingModules(new TreeSet<>(List.of("recsim-spark")));
      };
    }
    return new DriverExecutor(
        command(arguments),
        options(arguments),
        arguments.trialTimeout(),
        new ProcessExecutor(command(Verb.WORK), 1, arguments.trialTimeout()));
  }

  /** What reads logs on a cluster; empty if this JVM does. Processes run only trials. */
  static Optional<LogDriver> logDriver(Arguments arguments) throws UserError, IOException {
    String executor = arguments.option(EXECUTOR).orElse("local");
    boolean trials = !Set.of(Verb.OPE, Verb.AB, Verb.FIT).contains(arguments.verb());
    if (executor.equals("local") || trials && executor.equals("process")) {
      return Optional.empty();
    }
    if (!executor.equals("spark")) {
      throw new UserError(
          "recsim.executor of recsim:%s must be local or spark, not %s"
              .formatted(arguments.verb(), executor));
    }
    requireMaster(arguments);
    if (arguments.option("driver").isEmpty()) {
      throw new MissingModules(new TreeSet<>(List.of("recsim-spark")));
    }
    return Optional.of(new LogDriver(command(arguments), options(arguments)));
  }

  private static void requireMaster(Arguments arguments) throws UserError {
    if (arguments.option("spark-master").isEmpty()) {
      throw new UserError(
          "recsim.executor=spark needs recsim.spark.master, such as spark://host:7077");
    }
  }

  private static List<String> command(Arguments arguments) throws IOException, UserError {
    return Files.readAllLines(arguments.path("driver"));
  }

  private static Map<String, String> options(Arguments arguments) {
    Map<String, String> options = new TreeMap<>();
    for (String key : SPARK_OPTIONS) {
      arguments.option(key).ifPresent(value -> options.put(key, value));
    }
    return options;
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
