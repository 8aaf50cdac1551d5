package dev.recsim.survival;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.cli.Printed;
import dev.recsim.report.Pages;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The real program, forked in a folder with experiments, as the plugin forks it; besides recsim's
 * own components it finds {@link OddEnvironment} and {@link OddAgent}.
 */
final class Program {
  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final List<String> jvmOptions = new ArrayList<>();
  private int runs;

  Program(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(path("experiments"));
    Path services = Files.createDirectories(path("classes/META-INF/services"));
    Files.writeString(
        services.resolve(EnvironmentProvider.class.getName()), name(OddEnvironment.class));
    Files.writeString(services.resolve(AgentProvider.class.getName()), name(OddAgent.class));
  }

  private static String name(Class<?> type) {
    return type.getName() + "\n";
  }

  Path path(String relative) {
    return folder.resolve(relative);
  }

  Program experiment(String name, String yaml) throws IOException {
    Files.writeString(path("experiments/" + name + ".yaml"), yaml);
    return this;
  }

  /** Copies a folder from another program. */
  Program copy(String relative, Program from) throws IOException {
    try (Stream<Path> files = Files.walk(from.path(relative))) {
      for (Path file : files.toList()) {
        Files.copy(file, path(from.folder.relativize(file).toString()));
      }
    }
    return this;
  }

  Program jvm(String... options) {
    jvmOptions.addAll(Arrays.asList(options));
    return this;
  }

  /** Holds back trials of {@link OddAgent} until {@link #letGo}. */
  Program holdBack() throws IOException {
    Files.createFile(path("wait"));
    return this;
  }

  void letGo() throws IOException {
    Files.delete(path("wait"));
  }

  /** Runs the experiments into the folder {@code reports} and waits for the end. */
  Ended run(String... more) throws IOException, InterruptedException {
    return start("run", "reports", more).join();
  }

  Ended report() throws IOException, InterruptedException {
    return start("report", "reports").join();
  }

  /** Calls a verb in this JVM, where a process of its own would show nothing else. */
  Ended call(String verb, String reports, String... more) throws IOException {
    List<String> words = words(verb, reports);
    words.addAll(Arrays.asList(more));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] classes = {path("classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, before)) {
      thread.setContextClassLoader(loader);
      Printed printed = Printed.by(words);
      return new Ended(printed.status(), printed.text(), printed.errors());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Starts a verb. */
  Running start(String verb, String reports, String... more) throws IOException {
    List<String> command = command(verb, reports);
    command.addAll(Arrays.asList(more));
    return fork(command);
  }

  /** Starts a run in a terminal, which {@code script} of util-linux makes. */
  Running startInTerminal() throws IOException {
    List<String> command = command("run", "reports");
    command.add("--interactive");
    String line = command.stream().map(word -> "'" + word + "'").collect(joining(" "));
    return fork(List.of("script", "-qefc", line, path("typescript").toString()));
  }

  /**
   * Runs a script in the program's folder, in which {@code run} is a command that runs the program
   * and then prints its exit code.
   *
   * @param shell what runs the script
   */
  Ended script(List<String> shell, String script) throws IOException, InterruptedException {
    String java =
        command("run", "reports").stream().map(word -> "'" + word + "'").collect(joining(" "));
    String run = "run() { code=0; " + java + " \"$@\" || code=$?; echo exit code $code; }\n";
    Path file = path("script.sh");
    Files.writeString(file, "set -e\ncd '" + folder + "'\n" + run + script);
    List<String> command = new ArrayList<>(shell);
    command.add(file.toString());
    return fork(command).join().fine();
  }

  private List<String> command(String verb, String reports) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Short lives: little is worth compiling well.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(jvmOptions);
    command.add("-Drecsim.odd.wait=" + path("wait"));
    String classPath = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", path("classes") + File.pathSeparator + classPath));
    command.add("dev.recsim.cli.Main");
    command.addAll(words(verb, reports));
    return command;
  }

  private List<String> words(String verb, String reports) {
    String experiments = "--experiments=" + path("experiments");
    return new ArrayList<>(List.of(verb, experiments, "--reports=" + path(reports)));
  }

  private Running fork(List<String> command) throws IOException {
    Path out = path("out-" + ++runs + ".txt");
    Path err = path("err-" + runs + ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new Running(process, out, err);
  }

  /** Names of the files of a folder and those below, in order; none if there is no such folder. */
  List<String> files(String relative) throws IOException {
    Path root = path(relative);
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** The page of a report without what is never the same twice. */
  String pageWithoutProvenance(String relative) throws IOException {
    return Pages.withoutOrigin(Files.readString(path(relative)));
  }

  /** A program under way. */
  record Running(Process process, Path out, Path err) {

    Ended join() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill();
        throw new AssertionError("the program hangs:\n" + told());
      }
      return new Ended(process.exitValue(), text(out), text(err));
    }

    /** Of bytes that need not be text. */
    private static String text(Path file) throws IOException {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }

    /** Waits until the output holds a text. */
    void awaitText(String text) throws IOException, InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!Files.readString(out).contains(text)) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new AssertionError("waited in vain for " + text + ":\n" + told());
        }
        Thread.sleep(5);
      }
    }

    private String told() throws IOException {
      return Files.readString(out) + Files.readString(err);
    }
  }

  /**
   * A program that has ended.
   *
   * @param out its results and progress
   * @param err its errors and warnings
   */
  record Ended(int exitCode, String out, String err) {

    /** Fails unless it ended well. */
    Ended fine() {
      assertThat(exitCode).as(out + err).isZero();
      return this;
    }

    /** Fails unless it ended with an error in words, without a stack trace. */
    Ended failed() {
      assertThat(exitCode).as(out + err).isEqualTo(1);
      assertThat(out + err).doesNotContain("\tat ");
      assertThat(err).isNotBlank();
      return this;
    }
  }
}
