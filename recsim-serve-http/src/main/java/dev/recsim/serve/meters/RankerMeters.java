package dev.recsim.serve.meters;

import dev.recsim.serve.Ranker;
import dev.recsim.serve.RankerStatus;
import dev.recsim.serve.RankerStatus.Shadow;
import dev.recsim.serve.Ranking;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Shows the {@link RankerStatus} of a ranker. Series of arms, features and policies appear when
 * they have a value. Names are those of Micrometer: {@code recsim.decisions} is {@code
 * recsim_decisions_total} in Prometheus.
 */
public final class RankerMeters implements MeterBinder {
  /** Bounds of the buckets of times. */
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1)
  };

  /** A scrape reads one state. */
  private static final long STATE_NANOS = 100_000_000;

  private final Ranker ranker;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Map<Served, Timer> timers = new ConcurrentHashMap<>();
  private volatile MeterRegistry registry;
  private volatile State state;

  private record Served(String name, String arm, String policy) {}

  private record State(RankerStatus status, long time) {}

  /** Creates meters of a ranker. */
  public RankerMeters(Ranker ranker) {
    this.ranker = ranker;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    if (registry == null) {
      ranker.listen((ranking, nanos) -> record("recsim.ranker", ranking, nanos));
    }
    registry = meters;
    // Its value is asked for by each scrape, which then finds new series.
    Gauge.builder("recsim.degraded", this, it -> it.refreshed().log().degraded() == null ? 0 : 1)
        .description("1 if something is wrong although requests are answered")
        .register(meters);
    Gauge.builder("recsim.catalogue.documents", this, it -> it.status().documents())
        .register(meters);
    counter("recsim.refused", Tags.empty(), it -> it.answers().refused());
    counter("recsim.log.written", Tags.empty(), it -> it.log().written());
    counter("recsim.log.lost", Tags.empty(), it -> it.log().lost());
    refreshed();
  }

  /**
   * Records the time from a request to its answer; that of the ranker alone is known without.
   *
   * @param nanos from the request to the answer
   */
  public void ranked(Ranking ranking, long nanos) {
    record("recsim.rank", ranking, nanos);
  }

  private void record(String name, Ranking ranking, long nanos) {
    timers
        .computeIfAbsent(new Served(name, ranking.arm(), ranking.policy()), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Adds series that have a value for the first time, before a scrape.
   *
   * @param answers numbers of answers by status of HTTP
   */
  public void refresh(Map<Integer, LongAdder> answers) {
    refreshed();
    answers.forEach(
        (status, number) -> {
          if (known.add("status " + status)) {
            FunctionCounter.builder("recsim.responses", number, LongAdder::sum)
                .tags("status", status.toString())
                .register(registry);
          }
        });
  }

  private Timer timer(Served served) {
    return Timer.builder(served.name())
        .tags("arm", served.arm(), "policy", served.policy())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private RankerStatus status() {
    State last = state;
    if (last == null || System.nanoTime() - last.time > STATE_NANOS) {
      last = new State(ranker.status(), System.nanoTime());
      state = last;
    }
    return last.status;
  }

  /** Returns the status, and adds series that have a value for the first time. */
  private RankerStatus refreshed() {
    RankerStatus now = status();
    now.answers()
        .decisions()
        .forEach(
            (arm, policies) ->
                policies.forEach(
                    (policy, n) ->
                        counter(
                            "recsim.decisions",
                            Tags.of("arm", arm, "policy", policy),
                            it -> at(it.answers().decisions(), arm, policy))));
    now.answers()
        .fallbacks()
        .forEach(
            (reason, n) ->
                counter(
                    "recsim.fallbacks",
                    Tags.of("reason", reason),
                    it -> it.answers().fallbacks().getOrDefault(reason, 0L)));
    now.features()
        .forEach(
            (feature, events) ->
                events.forEach(
                    (event, n) ->
                        counter(
                            "recsim.features",
                            Tags.of("feature", feature, "event", event),
                            it -> at(it.features(), feature, event))));
    now.shadows().keySet().forEach(this::shadow);
    return now;
  }

  private static double at(Map<String, Map<String, Long>> table, String row, String column) {
    return table.getOrDefault(row, Map.of()).getOrDefault(column, 0L);
  }

  private void shadow(String policy) {
    Tags tags = Tags.of("policy", policy);
    counter("recsim.shadow.compared", tags, it -> it.shadows().get(policy).compared());
    counter("recsim.shadow.dropped", tags, it -> it.shadows().get(policy).dropped());
    counter("recsim.shadow.failed", tags, it -> it.shadows().get(policy).failed());
    counter("recsim.shadow.same.slate", tags, it -> it.shadows().get(policy).sameSlate());
    counter("recsim.shadow.same.first", tags, it -> it.shadows().get(policy).sameFirst());
    counter("recsim.shadow.overlap", tags, it -> it.shadows().get(policy).overlap());
    if (known.add("shadow " + policy)) {
      FunctionTimer.builder(
              "recsim.shadow.rank",
              this,
              it -> it.shadow(policy, Shadow::compared),
              it -> it.shadow(policy, shadow -> shadow.latency().sum()),
              TimeUnit.SECONDS)
          .tags(tags)
          .register(registry);
    }
  }

  private <T extends Number> T shadow(String policy, Function<Shadow, T> value) {
    return value.apply(status().shadows().get(policy));
  }

  private void counter(String name, Tags tags, ToDoubleFunction<RankerStatus> value) {
    if (known.add(name + tags)) {
      FunctionCounter.builder(name, this, it -> value.applyAsDouble(it.status()))
          .tags(tags)
          .register(registry);
    }
  }
}
