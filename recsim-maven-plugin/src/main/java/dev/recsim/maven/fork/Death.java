package dev.recsim.maven.fork;

import java.util.Map;

/** Describes the end of a forked JVM that was not finished. */
final class Death {
  private static final int SIGNALLED = 128;
  private static final int KILL = 9;

  /** The exit status of a JVM that could not be created. */
  private static final int NOT_STARTED = 1;

  private static final String KEPT =
      " Trials that were finished are kept: run the goal again to go on.";

  private static final Map<Integer, String> NAMES =
      Map.of(2, "INT", 4, "ILL", 6, "ABRT", 7, "BUS", KILL, "KILL", 11, "SEGV", 15, "TERM");

  private Death() {}

  /** Returns what happened and what to do, in sentences. */
  static String describe(int exitStatus) {
    int signal = exitStatus - SIGNALLED;
    if (signal == KILL) {
      return "The forked JVM was killed by signal 9 (KILL, exit code 137). Where nobody did that on"
          + " purpose, the system had run out of memory, or its container was at its limit: run"
          + " fewer trials at the same time with recsim.parallelism, or limit the JVM's memory with"
          + " recsim.argLine=-Xmx1g."
          + KEPT;
    }
    if (NAMES.containsKey(signal)) {
      return "The forked JVM was ended by signal %s (%s, exit code %s).%s"
          .formatted(signal, NAMES.get(signal), exitStatus, KEPT);
    }
    return ("The run ended with exit status %s before it was finished: %scode of the project, or a"
            + " library, ended the JVM (System.exit or Runtime.halt). Remove the call;"
            + " recsim.executor=process shows which trial makes it.%s")
        .formatted(
            exitStatus,
            exitStatus == NOT_STARTED
                ? "the JVM could not start and the lines above say why, or "
                : "",
            KEPT);
  }
}
