package dev.recsim.serve;

import dev.recsim.serve.Servings.Serving;
import dev.recsim.serve.feature.FeatureCounts;
import dev.recsim.serve.load.ServedPolicy;
import dev.recsim.serve.log.SinkStatus;
import dev.recsim.serve.measure.Agreement;
import dev.recsim.serve.measure.Latencies;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a ranker does. Thread-safe. */
final class RankerCounts {
  final FeatureCounts features = new FeatureCounts();
  final Latencies latencies = new Latencies();
  final LongAdder refused = new LongAdder();
  private final Map<Served, LongAdder> decisions = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> fallbacks = new ConcurrentHashMap<>();

  private record Served(String arm, String policy) {}

  void decision(String arm, String policy) {
    add(decisions, new Served(arm, policy));
  }

  void fallback(String reason) {
    add(fallbacks, reason);
  }

  private static <K> void add(Map<K, LongAdder> counts, K key) {
    LongAdder count = counts.get(key);
    (count == null ? counts.computeIfAbsent(key, it -> new LongAdder()) : count).increment();
  }

  RankerStatus status(Serving setting, Map<String, Agreement> agreements, SinkStatus log) {
    Map<String, Map<String, Long>> byArm = new TreeMap<>();
    decisions.forEach(
        (it, count) ->
            byArm.computeIfAbsent(it.arm, arm -> new TreeMap<>()).put(it.policy, count.sum()));
    Map<String, Long> reasons = new TreeMap<>();
    fallbacks.forEach((reason, count) -> reasons.put(reason, count.sum()));
    Map<String, RankerStatus.Shadow> shadows = new TreeMap<>();
    agreements.forEach((name, it) -> shadows.put(name, shadow(it)));
    Map<String, String> digests = new TreeMap<>();
    setting.policies().forEach((name, it) -> digests.put(name, digest(it)));
    return new RankerStatus(
        new RankerStatus.Answers(byArm, reasons, refused.sum(), latency(latencies)),
        features.all(),
        shadows,
        digests,
        setting.requests().catalogue().size(),
        log);
  }

  private static String digest(ServedPolicy policy) {
    String digest = policy.loaded().origin().digest();
    return digest == null ? "random" : digest;
  }

  private static RankerStatus.Shadow shadow(Agreement it) {
    return new RankerStatus.Shadow(
        it.compared.sum(),
        it.dropped.sum(),
        it.failed.sum(),
        it.sameSlate.sum(),
        it.sameFirst.sum(),
        it.overlap.sum(),
        latency(it.latencies));
  }

  private static RankerStatus.Latency latency(Latencies it) {
    return new RankerStatus.Latency(it.bounds(), it.counts(), it.sum());
  }
}
