package dev.recsim.maven.fork;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;

/**
 * The forked program, from start to exit.
 *
 * <p>It never outlives Maven: a shutdown hook ends it when Maven is stopped, and where Maven is
 * killed outright, the end of the pipe at its stdin tells it ({@code --parent-stdin}).
 */
final class Fork {

  private static final String MAIN = "dev.recsim.cli.Main";
  private static final long GRACE_SECONDS = 5;

  private final ForkRequest request;
  private final JvmOptions options;
  private final Log log;

  Fork(ForkRequest request, JvmOptions options, Log log) {
    this.request = request;
    this.options = options;
    this.log = log;
  }

  Outcome run(Arguments arguments) throws MojoExecutionException {
    try {
      Path argumentFile = options.write();
      Path completion = Files.createTempFile("recsim-", ".end");
      try {
        List<String> command = command(argumentFile, arguments, completion);
        log.debug(
            "Forking in " + request.directory() + ": " + command + " with " + options.lines());
        return runCommand(command, completion);
      } finally {
        Files.deleteIfExists(argumentFile);
        Files.deleteIfExists(completion);
      }
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot run " + request.java() + ": " + e.getMessage(), e);
    }
  }

  private List<String> command(Path argumentFile, Arguments arguments, Path completion) {
    List<String> command = new ArrayList<>(List.of(request.java(), "@" + argumentFile, MAIN));
    command.addAll(arguments.words());
    command.add("--parent-stdin");
    command.add("--completion=" + completion);
    if (request.terminal() == Terminal.INTERACTIVE) {
      command.add("--interactive");
    }
    return command;
  }

  private Outcome runCommand(List<String> command, Path completion)
      throws IOException, MojoExecutionException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(request.directory().toFile());
    // More threads make ND4J slower at the sizes used here, and change the last bits.
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.redirectOutput(
        switch (request.terminal()) {
          case INTERACTIVE -> ProcessBuilder.Redirect.INHERIT;
          case LINES -> ProcessBuilder.Redirect.PIPE;
          case QUIET -> ProcessBuilder.Redirect.DISCARD;
        });
    Process process = builder.start();
    Thread stop = new Thread(() -> stop(process), "recsim-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    Outcome outcome;
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
      throw new MojoExecutionException(
          "Stopped. Trials that were finished are kept: run the goal again to go on.");
    }
    return outcome;
  }

  private Outcome follow(Process process, Path completion)
      throws InterruptedException, IOException {
    AtomicReference<String> message = new AtomicReference<>("");
    Thread errors =
        new Thread(() -> followErrors(process.getErrorStream(), message), "recsim-stderr");
    errors.setDaemon(true);
    errors.start();
    relay(
        process.getInputStream(),
        LogLines.unlessRaw(System.out, log::info),
        new AtomicReference<>());
    int exitStatus = process.waitFor();
    errors.join();
    List<String> words = List.of(Files.readString(completion).split(" "));
    Optional<Ending> ending = Ending.named(words.get(0));
    if (request.holdsErrors() && !ending.map(Ending::hasMessage).orElse(false)) {
      // No failure has them as its message: warnings of the JVM, or problems of a file.
      message.get().lines().forEach(stderr()::println);
    }
    return new Outcome(ending, exitStatus, message.get(), words.subList(1, words.size()));
  }

  private void followErrors(InputStream errors, AtomicReference<String> message) {
    if (!request.holdsErrors()) {
      relay(errors, stderr(), message);
      return;
    }
    try {
      message.set(new String(errors.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException closed) {
      // Stopping the process closes its pipes; its exit code says the rest.
    }
  }

  /** With {@code -q} Maven shows only errors. */
  private PrintStream stderr() {
    return LogLines.unlessRaw(System.err, log.isInfoEnabled() ? log::warn : log::error);
  }

  private static void relay(InputStream from, PrintStream to, AtomicReference<String> last) {
    BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        to.println(line);
        if (isMessage(line)) {
          last.set(line);
        }
      }
    } catch (IOException closed) {
      // Stopping the process closes its pipes; its exit code says the rest.
    }
  }

  /** Not a line of a stack trace. */
  private static boolean isMessage(String line) {
    return !line.isBlank()
        && !Character.isWhitespace(line.charAt(0))
        && !line.startsWith("Caused by: ");
  }

  private static void stop(Process process) {
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

  /** Removes a shutdown hook; false if it is too late for that. */
  private static boolean removed(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
