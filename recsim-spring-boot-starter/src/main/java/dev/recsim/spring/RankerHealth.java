package dev.recsim.spring;

import dev.recsim.serve.Ranker;
import dev.recsim.serve.RankerStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The health of a ranker. It is up also if something is wrong although requests are answered, such
 * as a full disk; the detail {@code degraded} says what.
 */
record RankerHealth(Ranker ranker) implements HealthIndicator {

  @Override
  public Health health() {
    RankerStatus status = ranker.status();
    Health.Builder health = Health.up().withDetail("policies", status.policies());
    if (status.log().degraded() != null) {
      health.withDetail("degraded", status.log().degraded());
    }
    return health.build();
  }
}
