package dev.recsim.agent.tabularq;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A value and a number of steps for each pair of an observation and a slate, in order of first use.
 *
 * <p>The key of a pair contains the state, the user's features in bins, and for each document of
 * the slate its features in bins and its topic, or its index if it has only an index. Slates with
 * the same documents have the same key, unless order counts.
 */
final class QTable {
  private static final Entry NEVER_SHOWN = new Entry();

  private final Space space;
  private final boolean ordered;
  private final double[] edges;
  private final Map<IntBuffer, Entry> entries = new LinkedHashMap<>();

  /** The parts of keys for the user and the candidates of the observation. */
  private final int[] user;

  private List<Document> candidates;
  private int[][] parts;

  /** The parts for the documents of the last slate, and the key. */
  private final int[][] shown;

  private final int documentLength;
  private final IntBuffer key;

  /** The value of a pair and its number of steps; 0 at first. */
  static final class Entry {
    float value;
    int count;
  }

  QTable(TabularQ.Options options, Space space) {
    this.space = space;
    this.ordered = options.ordinalSlates();
    this.edges = options.discretizationBounds().edges(options.numberBins());
    this.user = new int[1 + space.userFeatures().size()];
    int features = space.documentFeatures().size();
    this.documentLength = features + (space.topics() > 0 || features == 0 ? 1 : 0);
    this.shown = new int[space.slateSize()][];
    this.key = IntBuffer.allocate(user.length + shown.length * documentLength);
  }

  /** Sets the observation. */
  void look(Observation observation) {
    Arrays.setAll(user, i -> i == 0 ? observation.state() : bin(observation.user()[i - 1]));
    if (observation.candidates() != candidates) {
      candidates = observation.candidates();
      parts = new int[observation.documents(space)][documentLength];
      for (int d = 0; d < parts.length; d++) {
        for (int i = 0; i < documentLength; i++) {
          parts[d][i] = part(d, i);
        }
      }
    }
  }

  /** The part of the observation's keys that is the same for all its slates; not a copy. */
  IntBuffer user() {
    return IntBuffer.wrap(user);
  }

  private int part(int d, int i) {
    return i < space.documentFeatures().size()
        ? bin(candidates.get(d).features()[i])
        : space.topics() > 0 ? candidates.get(d).topic() : d;
  }

  /** The number of edges that are at most a number, as NumPy's {@code digitize}. */
  private int bin(double number) {
    int place = Arrays.binarySearch(edges, number + 0.0); // 0 instead of -0
    return place < 0 ? -place - 1 : place + 1;
  }

  /** The entry of the observation and a slate; one of zeros if the slate was never shown. */
  Entry get(Slate slate) {
    Arrays.setAll(shown, p -> parts[slate.document(p)]);
    if (!ordered) {
      Arrays.sort(shown, Arrays::compare);
    }
    key.clear().put(user);
    for (int[] document : shown) {
      key.put(document);
    }
    return entries.getOrDefault(key.flip(), NEVER_SHOWN);
  }

  /** As {@link #get}, but adds an entry if the slate was never shown. */
  Entry add(Slate slate) {
    Entry entry = get(slate);
    return entry == NEVER_SHOWN ? add(key.array().clone()) : entry;
  }

  private Entry add(int... key) {
    Entry entry = new Entry();
    entries.put(IntBuffer.wrap(key), entry);
    return entry;
  }

  /** Forgets four of five steps of each pair, but not its value. */
  void forget() {
    entries.values().forEach(it -> it.count = (it.count + 4) / 5);
  }

  /** Adds an amount to the value of each pair that was shown. */
  void raise(double amount) {
    entries.values().forEach(it -> it.value = (float) (it.value + amount));
  }

  Map<String, Tensor> tensors() {
    List<IntBuffer> keys = List.copyOf(entries.keySet());
    List<Entry> all = List.copyOf(entries.values());
    int size = all.size();
    int length = key.capacity();
    return Map.of(
        "keys", Tensor.of(i -> keys.get(i / length).get(i % length), size, length),
        "values", Tensor.of(i -> all.get(i).value, size),
        "counts", Tensor.of(i -> all.get(i).count, size));
  }

  /**
   * Replaces all entries.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(Weights weights) {
    Tensor saved = weights.tensors().get("values");
    int size = saved == null ? 0 : saved.data().length;
    int length = key.capacity();
    float[] values = weights.get("values", size).data();
    float[] counts = weights.get("counts", size).data();
    float[] keys = weights.get("keys", size, length).data();
    entries.clear();
    for (int row = 0; row < size; row++) {
      int start = row * length;
      Entry entry = add(IntStream.range(start, start + length).map(i -> (int) keys[i]).toArray());
      entry.value = values[row];
      entry.count = (int) counts[row];
    }
  }
}
