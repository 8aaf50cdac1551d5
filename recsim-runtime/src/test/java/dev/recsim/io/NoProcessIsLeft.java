package dev.recsim.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test whose processes have not ended a minute after it. */
public final class NoProcessIsLeft implements BeforeEachCallback, AfterEachCallback {
  private long before;

  @Override
  public void beforeEach(ExtensionContext context) {
    before = running();
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (running() > before && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(running()).as("processes").isLessThanOrEqualTo(before);
  }

  private static long running() {
    // The browser that tests of the same JVM share starts processes when it likes.
    return ProcessHandle.current()
        .descendants()
        .filter(it -> !it.info().command().orElse("").contains("chrom"))
        .count();
  }
}
