package dev.recsim.app;

import dev.recsim.app.git.Checkout;
import dev.recsim.report.results.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What can be told of the machine and the JVM that a run took place on. */
final class Machine {
  private Machine() {}

  /** One line for the lock: who runs since when. */
  static String holder() {
    return "process %s, since %s"
        .formatted(ProcessHandle.current().pid(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Where and when a run took place.
   *
   * @param started for people to read; the system's clock may be set while a run goes on
   * @param elapsed how long it took
   */
  static Provenance provenance(
      Checkout checkout, Instant started, Duration elapsed, int parallelism) {
    return new Provenance(
        checkout.commit(),
        checkout.dirty(),
        Optional.ofNullable(Machine.class.getPackage().getImplementationVersion())
            .orElse("development"),
        System.getProperty("java.vm.vendor") + " " + Runtime.version(),
        "%s %s (%s)"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        "%s, %s of %s used"
            .formatted(cpu(), parallelism, Runtime.getRuntime().availableProcessors()),
        started.truncatedTo(ChronoUnit.SECONDS).toString(),
        elapsed.toMillis() / 1000.0);
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
