package dev.recsim.app.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.git.Git.Checkout;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MachineTest {

  /** As when the clock was set back by a day while the run went on. */
  @Test
  void runThatBeganInTheFutureLastedAsLongAsItsStopwatchSays() {
    Instant future = Instant.now().plus(Duration.ofDays(1));
    assertThat(
            Machine.provenance(new Checkout(null, null), future, Duration.ofMillis(1500), 2)
                .durationSeconds())
        .isEqualTo(1.5);
  }
}
