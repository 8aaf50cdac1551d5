package dev.recsim.cli;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The exit status of the program, for the plugin. It ends the JVM, also if a shutdown hook of the
 * project or of a library never ends.
 */
enum ExitCode {
  FINE(0),
  ERROR(1),
  BASELINE_DOES_NOT_HOLD(2),
  INVALID_EXPERIMENT(3),
  NOTHING_SELECTED(4),
  MISSING_MODULES(5);

  private static final long PATIENCE_MILLIS = 5_000;
  private static final int NAMED = 5;
  private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun)\\..*");

  final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** Runs the shutdown hooks and ends the JVM; after 5 seconds without those that still run. */
  void end() {
    try {
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      Thread limit = new Thread(() -> halt(before), "recsim-exit");
      limit.setDaemon(true);
      limit.start();
    } catch (OutOfMemoryError e) {
      // There is no memory for a thread. Hooks then have no limit.
    }
    System.exit(status);
  }

  /**
   * Halts the JVM. If it is ending already, because it writes an archive of its classes, that goes
   * on: the call waits.
   */
  private void halt(Set<Thread> before) {
    try {
      Thread.sleep(PATIENCE_MILLIS);
      // In another thread, because a hook may hold the lock of System.out.
      Thread told = new Thread(() -> tell(before), "recsim-exit-message");
      told.setDaemon(true);
      told.start();
      told.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  /** Names the threads that have started since. */
  private static void tell(Set<Thread> before) {
    Map<Thread, StackTraceElement[]> now = Thread.getAllStackTraces();
    String hooks =
        now.keySet().stream()
            .filter(it -> !before.contains(it) && !it.getName().startsWith("recsim-"))
            .map(it -> it.getName() + " at " + place(it, now.get(it)))
            .distinct()
            .sorted()
            .limit(NAMED)
            .collect(joining(", "));
    if (!hooks.isEmpty()) {
      String message =
          "warning: shutdown hooks of the project or of a library did not end within 5 s, and the"
              + " JVM was halted: ";
      System.out.println(message + hooks);
    }
  }

  /** The first line that is not the JDK's. */
  private static String place(Thread hook, StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .filter(it -> !JDK.matcher(it.getClassName()).matches())
        .findFirst()
        .map(
            it ->
                "%s.%s(%s:%s)"
                    .formatted(
                        it.getClassName(),
                        it.getMethodName(),
                        it.getFileName(),
                        it.getLineNumber()))
        .orElse(hook.getClass().getName());
  }
}
