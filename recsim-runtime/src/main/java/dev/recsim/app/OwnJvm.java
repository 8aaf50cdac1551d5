package dev.recsim.app;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts this program again, as it was started: the same JVM, options and class path. */
public final class OwnJvm {
  /** What only one process at a time may do, or would be done twice. */
  private static final List<String> ONLY_ONCE =
      List.of(
          "-XX:ArchiveClassesAtExit",
          "-agentlib:jdwp",
          "-Xrunjdwp",
          "-XX:StartFlightRecording",
          "-Djava.class.path");

  private OwnJvm() {}

  /** The command that starts a main class with the JVM, options and class path of this one. */
  public static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (ONLY_ONCE.stream().noneMatch(option::startsWith)) {
        command.add(option);
      }
    }
    command.add("-cp");
    command.add(absolute(System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
