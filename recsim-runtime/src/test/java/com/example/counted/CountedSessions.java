package com.example.counted;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import java.util.List;

/** What the page {@code docs/metrics.md} counts. */
public abstract class CountedSessions implements Environment {
  @Override
  public List<String> counters() {
    return List.of("steps", "clicks", "returns");
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        new Metric.Quotient("click_rate", "Clicks for each slate.", Metric.Better.HIGHER, 1, 0),
        new Metric.Quotient("returns", "Sessions of a user who came back.", 2, Metric.SESSIONS));
  }
}
