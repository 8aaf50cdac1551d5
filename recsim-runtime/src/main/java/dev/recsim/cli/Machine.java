package dev.recsim.cli;

import dev.recsim.report.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What can be told of the machine, the JVM and the git checkout that a run took place in. */
final class Machine {
  private Machine() {}

  /** One line for the lock: who runs since when. */
  static String holder() {
    return "process %d, since %s"
        .formatted(ProcessHandle.current().pid(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  static Provenance provenance(Path experiment, Instant started, int parallelism) {
    Path folder = experiment.toAbsolutePath().getParent();
    Optional<String> commit = git(folder, "rev-parse", "HEAD");
    return new Provenance(
        commit.orElse(null),
        commit
            .flatMap(it -> git(folder, "status", "--porcelain"))
            .map(it -> !it.isEmpty())
            .orElse(null),
        Optional.ofNullable(Machine.class.getPackage().getImplementationVersion())
            .orElse("development"),
        System.getProperty("java.vm.vendor") + " " + Runtime.version(),
        "%s %s (%s)"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        "%s, %d of %d used"
            .formatted(cpu(), parallelism, Runtime.getRuntime().availableProcessors()),
        started.truncatedTo(ChronoUnit.SECONDS).toString(),
        Duration.between(started, Instant.now()).toMillis() / 1000.0);
  }

  private static Optional<String> git(Path folder, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The processor's name where the system tells it without asking another program. */
  private static String cpu() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
