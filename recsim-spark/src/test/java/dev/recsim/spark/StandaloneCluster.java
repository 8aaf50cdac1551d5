package dev.recsim.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/** A Spark master and its workers on 127.0.0.1, a process each, of the jars on the class path. */
public final class StandaloneCluster implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 90;

  /**
   * As a distribution's {@code spark-submit}: Spark's launcher makes the command out of its own.
   */
  private static final String SUBMIT =
      """
      #!/usr/bin/env bash
      export SPARK_HOME="$(cd "$(dirname "$0")/.." && pwd)"
      export SPARK_SCALA_VERSION=2.13
      export SPARK_LOCAL_IP=127.0.0.1
      launch() {
        "$JAVA_HOME/bin/java" -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main \\
          org.apache.spark.deploy.SparkSubmit "$@"
      }
      command=()
      # Words with a zero byte after each, below one line.
      while IFS= read -d '' -r word; do
        command+=("$word")
      done < <(launch "$@" | tail -n +2)
      exec "${command[@]}"
      """;

  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");

  private final Path home;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();
  private final String master;

  /**
   * Starts a cluster and waits until it is whole.
   *
   * @param home an empty folder for its jars, logs and files
   * @param cores of each worker
   */
  public StandaloneCluster(Path home, int workers, int cores) throws Exception {
    this.home = home;
    linkJars(Files.createDirectories(home.resolve("jars")));
    Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, SUBMIT);
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    start("master", "org.apache.spark.deploy.master.Master");
    master = await("master", MASTER).group(1);
    for (int i = 1; i <= workers; i++) {
      String work = home.resolve("work-" + i).toString();
      Process worker =
          start(
              "worker-" + i,
              "org.apache.spark.deploy.worker.Worker",
              "--cores",
              Integer.toString(cores),
              "--memory",
              "1g",
              "--work-dir",
              work,
              master);
      this.workers.add(worker);
    }
    for (int i = 1; i <= workers; i++) {
      await("worker-" + i, REGISTERED);
    }
  }

  /** Spark starts executors with the jars of this folder. */
  private static void linkJars(Path folder) throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      if (entry.endsWith(".jar") && !jar.getFileName().toString().startsWith("recsim-")) {
        try {
          Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar.toAbsolutePath());
        } catch (FileAlreadyExistsException e) {
          // There since the last time.
        }
      }
    }
  }

  private Process start(String name, String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(
        List.of("-Dspark.master.rest.enabled=false", "-cp", home.resolve("jars") + "/*"));
    command.addAll(List.of(main, "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log(name).toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private Path log(String name) {
    return home.resolve(name + ".log");
  }

  private Matcher await(String name, Pattern line) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      Matcher matcher = line.matcher(Files.readString(log(name)));
      if (matcher.find()) {
        return matcher;
      }
      Thread.sleep(50);
    }
    close();
    throw new AssertionError(name + " does not start:\n" + Files.readString(log(name)));
  }

  /** The URL of its master. */
  public String master() {
    return master;
  }

  /** Where its jars are, and its {@code bin/spark-submit}. */
  public Path home() {
    return home;
  }

  /** Kills a worker and its executors, as the loss of their machine would. */
  public void lose(int worker) throws InterruptedException {
    Process lost = workers.get(worker);
    List<ProcessHandle> executors = lost.descendants().toList();
    lost.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
    lost.waitFor();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
