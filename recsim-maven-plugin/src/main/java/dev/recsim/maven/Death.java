package dev.recsim.maven;

import java.util.Map;

/** What an exit code of the forked JVM says that is none of its own. */
final class Death {
  private static final int SIGNALLED = 128;
  private static final int KILL = 9;
  private static final String KEPT =
      " Trials that were finished are kept: run the goal again to go on.";

  private static final Map<Integer, String> NAMES =
      Map.of(2, "INT", 4, "ILL", 6, "ABRT", 7, "BUS", KILL, "KILL", 11, "SEGV", 15, "TERM");

  private Death() {}

  /** What happened and what to do, in whole sentences. */
  static String describe(int exitCode) {
    int signal = exitCode - SIGNALLED;
    if (signal == KILL) {
      return "The forked JVM was killed by signal 9 (KILL, exit code 137). Where nobody did that on"
          + " purpose, the system had run out of memory, or its container was at its limit: run"
          + " fewer trials at the same time with recsim.parallelism, or limit the JVM's memory with"
          + " recsim.argLine=-Xmx1g."
          + KEPT;
    }
    if (NAMES.containsKey(signal)) {
      return "The forked JVM was ended by signal %d (%s, exit code %d).%s"
          .formatted(signal, NAMES.get(signal), exitCode, KEPT);
    }
    return "The forked JVM ended with exit code " + exitCode + "." + KEPT;
  }
}
