package dev.recsim.serve.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureTest {

  @Test
  void timesFallBelowTheBoundsOfTheirBuckets() {
    Latencies latencies = new Latencies();
    latencies.add(8_000);
    latencies.add(8_001);
    latencies.add(20_000_000_000L);
    latencies.add(0);
    List<Double> bounds = latencies.bounds();
    List<Long> counts = latencies.counts();
    assertThat(bounds.get(0)).isEqualTo(8e-6);
    assertThat(bounds.get(2)).isEqualTo(16e-6, within(1e-12));
    assertThat(bounds.get(bounds.size() - 1)).isGreaterThan(10);
    assertThat(counts).hasSize(bounds.size() + 1);
    assertThat(counts.get(0)).isEqualTo(2);
    assertThat(counts.get(1)).isEqualTo(1);
    assertThat(counts.get(bounds.size())).isEqualTo(1);
    assertThat(latencies.sum()).isEqualTo(20.000016001, within(1e-9));
  }

  @Test
  void failuresAreWrittenOnceAMinute() {
    Complaints complaints = new Complaints();
    assertThat(complaints.add("new", new IllegalStateException("a test"))).isTrue();
    for (int i = 0; i < 100; i++) {
      assertThat(complaints.add("new", new IllegalStateException("a test"))).isFalse();
    }
  }
}
