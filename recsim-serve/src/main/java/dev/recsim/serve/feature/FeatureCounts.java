package dev.recsim.serve.feature;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was wrong with features. Thread-safe. */
public final class FeatureCounts {
  /** Names of features that nobody knows come from requests, so their number is limited. */
  private static final int MOST_NAMES = 1_000;

  private static final String OTHERS = "others";

  private final Map<String, LongAdder[]> counts = new ConcurrentHashMap<>();

  /** What is wrong. */
  public enum Event {
    /** The request lacks a feature. */
    MISSING,
    /** The policy does not know a feature. */
    UNKNOWN,
    /** A value is NaN or infinite. */
    NOT_A_NUMBER,
    /** A value was not seen in training. */
    OUT_OF_RANGE;

    /** {@return its name in reports} */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Creates counts of 0. */
  public FeatureCounts() {}

  void add(String feature, Event event) {
    LongAdder[] of = counts.get(feature);
    if (of == null) {
      String name = counts.size() < MOST_NAMES ? feature : OTHERS;
      of = counts.computeIfAbsent(name, it -> adders());
    }
    of[event.ordinal()].increment();
  }

  private static LongAdder[] adders() {
    LongAdder[] all = new LongAdder[Event.values().length];
    java.util.Arrays.setAll(all, i -> new LongAdder());
    return all;
  }

  /** {@return the counts above 0, by feature and event} */
  public Map<String, Map<String, Long>> all() {
    Map<String, Map<String, Long>> all = new TreeMap<>();
    counts.forEach(
        (feature, of) -> {
          Map<String, Long> events = new TreeMap<>();
          for (Event event : Event.values()) {
            long count = of[event.ordinal()].sum();
            if (count > 0) {
              events.put(event.label(), count);
            }
          }
          if (!events.isEmpty()) {
            all.put(feature, events);
          }
        });
    return all;
  }
}
