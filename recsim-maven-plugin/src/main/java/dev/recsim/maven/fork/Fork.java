package dev.recsim.maven.fork;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;

/**
 * The forked program, from start to exit.
 *
 * <p>It never outlives Maven. A shutdown hook ends it when Maven is stopped. If Maven is killed,
 * the end of the pipe at its stdin ends it ({@code --parent-stdin}).
 */
record Fork(ForkRequest request, JvmOptions options, Log log) {

  private static final String MAIN = "dev.recsim.cli.Main";
  private static final long GRACE_SECONDS = 5;
  private static final long SHUTDOWN_MILLIS = 1000;

  /** Exit statuses of a JVM that was ended by Ctrl-C or {@code kill}. */
  private static final Set<Integer> STOPPED = Set.of(130, 143);

  private static final String KEPT =
      "Stopped. Trials that were finished are kept: run the goal again to go on.";

  /** Whether the message was printed: only once, also if Maven builds modules in parallel. */
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  ForkOutcome run(ForkArguments arguments) throws MojoExecutionException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Path argumentFile = options.write(folder.file("recsim.args"));
      Path completion = folder.file("completion");
      List<String> command = command(argumentFile, arguments, completion);
      log.debug("Forking in " + request.directory() + ": " + command + " with " + options.lines());
      return runCommand(command, completion);
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot run " + request.java() + ": " + e.getMessage(), e);
    }
  }

  private List<String> command(Path argumentFile, ForkArguments arguments, Path completion) {
    List<String> command = new ArrayList<>(List.of(request.java(), "@" + argumentFile, MAIN));
    command.addAll(arguments.words());
    command.add("--parent-stdin");
    command.add("--completion=" + completion);
    if (request.terminal() == Terminal.INTERACTIVE) {
      command.add("--interactive");
    }
    return command;
  }

  private ForkOutcome runCommand(List<String> command, Path completion)
      throws IOException, MojoExecutionException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(request.directory().toFile());
    // More threads make ND4J slower at these sizes, and change the last bits of its results.
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    builder.redirectOutput(
        switch (request.terminal()) {
          case INTERACTIVE -> ProcessBuilder.Redirect.INHERIT;
          case LINES -> ProcessBuilder.Redirect.PIPE;
          case QUIET -> ProcessBuilder.Redirect.DISCARD;
        });
    Process process = builder.start();
    Thread stop = new Thread(() -> stopWithMaven(process), "recsim-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    ForkOutcome outcome;
    boolean shuttingDown;
    try {
      outcome = follow(process, completion);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("Interrupted; the forked JVM was stopped.");
    } finally {
      stop(process);
      shuttingDown = !removed(stop);
    }
    if (shuttingDown) {
      throw new MojoExecutionException("Maven was stopped.");
    }
    return outcome;
  }

  private ForkOutcome follow(Process process, Path completion)
      throws InterruptedException, IOException {
    PrintStream err = stderr();
    HeldText held = new HeldText();
    LastMessage last = new LastMessage();
    Relay errors =
        new Relay(
            request.holdsErrors()
                ? held::add
                : piece -> {
                  err.print(piece);
                  last.add(piece);
                });
    PrintStream out = LogLines.unlessRaw(System.out, log::info);
    List<Thread> relays =
        List.of(
            started(() -> errors.run(process.getErrorStream()), "recsim-stderr"),
            started(() -> new Relay(out::print).run(process.getInputStream()), "recsim-stdout"));
    int exitStatus = process.waitFor();
    for (Thread relay : relays) {
      // A process that the fork has started and left may keep the pipe open.
      relay.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
    }
    String message = request.holdsErrors() ? held.text().strip() : last.text();
    List<String> words = words(completion);
    Optional<ForkEnding> ending = ForkEnding.named(words.get(0));
    if (request.holdsErrors() && !ending.map(ForkEnding::hasMessage).orElse(false)) {
      // These lines never become a failure message: warnings of the JVM, or problems of a file.
      message.lines().forEach(err::println);
    }
    awaitShutdown(exitStatus);
    return new ForkOutcome(ending, exitStatus, message, words.subList(1, words.size()));
  }

  private static Thread started(Runnable relay, String name) {
    Thread thread = new Thread(relay, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Where the fork's stderr goes; with {@code -q} Maven prints only errors. */
  private PrintStream stderr() {
    return LogLines.unlessRaw(System.err, log.isInfoEnabled() ? log::warn : log::error);
  }

  /**
   * Returns the words that the program wrote before it exited: the ending, then names. There is at
   * least an empty word.
   */
  private static List<String> words(Path completion) throws IOException {
    return List.of((Files.exists(completion) ? Files.readString(completion) : "").split(" "));
  }

  /**
   * Waits for the shutdown hook after Ctrl-C, which both processes get; this one may see the end of
   * the other one first. The hook prints what happened.
   */
  private static void awaitShutdown(int exitStatus) throws InterruptedException {
    if (STOPPED.contains(exitStatus)) {
      Thread.sleep(SHUTDOWN_MILLIS);
    }
  }

  private static void stopWithMaven(Process process) {
    if (TOLD.compareAndSet(false, true)) {
      // Maven's log may be closed already.
      new PrintStream(new FileOutputStream(FileDescriptor.err), true).println(KEPT);
    }
    stop(process);
  }

  /** Ends a process, in order if it can. */
  static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Removes a shutdown hook; returns false if the shutdown has begun. */
  static boolean removed(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
