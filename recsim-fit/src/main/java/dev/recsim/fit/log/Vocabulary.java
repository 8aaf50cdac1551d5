package dev.recsim.fit.log;

import dev.recsim.api.InvalidOption;
import dev.recsim.fit.ids.IntBlocks;
import dev.recsim.fit.ids.NumberedIds;
import dev.recsim.logs.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Indices of the documents of a log. While the log is read, they are in the order of first
 * appearance. Afterwards, ids that are whole numbers from 0 or 1 up to less than the limit become
 * the indices, so that documents that never appear keep their place; other ids keep the order of
 * first appearance.
 */
public final class Vocabulary {
  /** Largest number of documents, for which a matrix fits into memory. */
  static final int MOST = 2_000;

  private final int limit;

  private final NumberedIds numbers = new NumberedIds();

  /** The index of each number in {@link #names}. */
  private final IntBlocks indices = new IntBlocks();

  private final Map<String, Integer> texts = new HashMap<>();

  /** The index + 1 of each text of labels in {@link #names}; 0 if it is not known yet. */
  private final Map<Labels, IntBlocks> known = new IdentityHashMap<>();

  private final List<String> names = new ArrayList<>();
  private long least = Long.MAX_VALUE;
  private long most = -1;

  /** The final indices, once they were asked for. */
  private int[] order = {};

  /** Documents of a model that needs a matrix of them. */
  public Vocabulary() {
    this(MOST);
  }

  /**
   * @param limit largest number of documents
   */
  public Vocabulary(int limit) {
    this.limit = limit;
  }

  /**
   * The preliminary index of a document or of the state of the same name.
   *
   * @param labels texts of the codes
   */
  public int index(Labels labels, long code) {
    if (code < 0) {
      return text(labels, code);
    }
    int number = numbers.add(code);
    if (number == indices.size()) {
      indices.add(add(Long.toString(code)));
      least = Math.min(least, code);
      most = Math.max(most, code);
    }
    return indices.get(number);
  }

  private int text(Labels labels, long code) {
    IntBlocks own = known.computeIfAbsent(labels, it -> new IntBlocks());
    int place = (int) (-1 - code);
    while (own.size() <= place) {
      own.add(0);
    }
    if (own.get(place) == 0) {
      own.set(place, texts.computeIfAbsent(labels.text(code), this::add) + 1);
    }
    return own.get(place) - 1;
  }

  /** Number of documents that were read so far. */
  public int size() {
    return names.size();
  }

  private int add(String name) {
    names.add(name);
    return names.size() - 1;
  }

  /** Whether ids become indices. */
  private boolean numbered() {
    return texts.isEmpty() && least <= most && most < limit;
  }

  /** The final indices of preliminary ones. */
  public int[] ordered(int[] indices) {
    if (order.length != names.size()) {
      order =
          IntStream.range(0, names.size())
              .map(i -> numbered() ? (int) (Long.parseLong(names.get(i)) - first()) : i)
              .toArray();
    }
    int[] ordered = new int[indices.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = order[indices[i]];
    }
    return ordered;
  }

  /**
   * The ids by final index.
   *
   * @throws InvalidOption if there are too many documents
   */
  public List<String> names() {
    InvalidOption.unless(
        names.size() <= limit,
        "logs",
        "has %s documents, but a model has at most %s; group them".formatted(names.size(), limit));
    return numbered()
        ? LongStream.rangeClosed(first(), most).mapToObj(Long::toString).toList()
        : List.copyOf(names);
  }

  /** The number of the first document: 0 or 1. */
  private long first() {
    return Math.min(least, 1);
  }
}
