package dev.recsim.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A build under way. */
final class RunningBuild {
  private static final long PATIENCE_SECONDS = 300;

  private final Process process;
  private final Path log;

  RunningBuild(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  Build join() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("Maven hangs:\n" + Files.readString(log));
    }
    return new Build(process.exitValue(), Files.readString(log));
  }

  /** Waits for the forked JVM. */
  ProcessHandle fork() throws IOException, InterruptedException {
    await("the forked JVM", () -> findFork().isPresent());
    return findFork().orElseThrow();
  }

  /** Whether a text stands in the output so far. */
  boolean prints(String text) {
    return output().contains(text);
  }

  /** The output so far. */
  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a text that what Maven has forked prints, perhaps after the end of Maven. */
  void awaitEnd(String text, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (!prints(text)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + text + ":\n" + output());
      }
      Thread.sleep(5);
    }
  }

  /** Sends a signal to Maven, not to what it has forked. */
  void signal(String name) throws IOException, InterruptedException {
    int exitCode =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (exitCode != 0) {
      throw new AssertionError("kill -" + name + " failed with " + exitCode);
    }
  }

  /** Waits for something the build is to bring about before its end. */
  void await(String what, BooleanSupplier condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what + ":\n" + Files.readString(log));
      }
      Thread.sleep(5);
    }
  }

  private Optional<ProcessHandle> findFork() {
    return process
        .descendants()
        .filter(handle -> handle.info().commandLine().orElse("").contains("dev.recsim.cli.Main"))
        .findAny();
  }
}
