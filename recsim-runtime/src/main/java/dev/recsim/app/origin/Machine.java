package dev.recsim.app.origin;

import dev.recsim.app.git.Git.Checkout;
import dev.recsim.report.results.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Describes the machine and the JVM of a run. */
public final class Machine {
  private Machine() {}

  /** One line for the lock: the holder and its start time. */
  public static String holder() {
    return "process %s, since %s"
        .formatted(ProcessHandle.current().pid(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** The place and time of something that is made now, with the checkout that a file is in. */
  public static Provenance now(Path file) {
    return now(Checkout.of(file));
  }

  /** The place and time of something that is made now. */
  public static Provenance now(Checkout checkout) {
    return provenance(checkout, Instant.now(), Duration.ZERO, 1);
  }

  /**
   * The place and time of a run.
   *
   * @param started for readers only; the system's clock may change during a run
   * @param elapsed duration of the run
   */
  public static Provenance provenance(
      Checkout checkout, Instant started, Duration elapsed, int parallelism) {
    return new Provenance(
        checkout.commit(),
        checkout.dirty(),
        version(),
        System.getProperty("java.vm.vendor") + " " + Runtime.version(),
        "%s %s (%s)"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        "%s, %s of %s used"
            .formatted(cpu(), parallelism, Runtime.getRuntime().availableProcessors()),
        started.truncatedTo(ChronoUnit.SECONDS).toString(),
        elapsed.toMillis() / 1000.0,
        null);
  }

  /** The version of recsim. */
  public static String version() {
    return Optional.ofNullable(Machine.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** The name of the processor, if it can be read without starting a program. */
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
