package dev.recsim.explain.shown;

import dev.recsim.explain.shown.ShownTables.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The axes of all counts: which documents, positions, steps and users are distinguished. */
record Axes(Divided documents, Divided users, Divided positions, Divided steps) {
  /** Largest number of groups of documents. */
  private static final int MOST_GROUPS = 20;

  /** Largest number of groups of users, and of positions. */
  private static final int MOST_COLUMNS = 12;

  /** The label of all documents or users that are not listed. */
  private static final List<String> OTHERS = List.of("others");

  private static final int RANGES = 8;
  private static final int THIRDS = 3;

  /**
   * An axis with the place of each number on it.
   *
   * @param at place of a number
   */
  record Divided(Axis axis, DoubleFunction<Integer> at) {
    int of(double number) {
      return at.apply(number);
    }
  }

  /**
   * The axes for decisions of all agents.
   *
   * @param rows at least one
   */
  static Axes of(Frame frame, List<Row> rows) {
    return new Axes(
        documents(frame.documents(), rows),
        users(frame.users(), rows),
        positions(rows.stream().mapToInt(row -> row.groups().length).max().orElse(0)),
        steps(counts(rows.stream().mapToInt(Row::step).toArray())));
  }

  private static Divided documents(DocumentGroups groups, List<Row> rows) {
    SortedMap<Integer, Long> counts =
        counts(rows.stream().flatMapToInt(row -> Arrays.stream(row.groups())).toArray());
    List<Integer> all = IntStream.range(0, Math.min(groups.count(), MOST_GROUPS)).boxed().toList();
    boolean outside = counts.firstKey() < 0 || counts.lastKey() >= groups.count();
    return groups.count() <= MOST_GROUPS
        ? listed(groups.noun(), groups.label(), all, outside ? OTHERS : List.of())
        : frequent(groups.noun(), groups.label(), counts, MOST_GROUPS);
  }

  private static Divided users(UserGroups groups, List<Row> rows) {
    double[] values = rows.stream().mapToDouble(Row::user).toArray();
    if (groups.noun().isEmpty() || Arrays.stream(values).anyMatch(Double::isNaN)) {
      return new Divided(new Axis("", List.of()), number -> 0);
    }
    if (groups.label() != null) {
      SortedMap<Integer, Long> counts =
          counts(Arrays.stream(values).mapToInt(it -> (int) it).toArray());
      return counts.size() <= MOST_COLUMNS
          ? listed(groups.noun(), groups.label(), List.copyOf(counts.keySet()), List.of())
          : frequent(groups.noun(), groups.label(), counts, MOST_COLUMNS);
    }
    Bins thirds = Bins.of(groups.noun(), values, THIRDS);
    return new Divided(
        new Axis(
            groups.noun(), IntStream.range(0, thirds.count()).mapToObj(thirds::label).toList()),
        thirds::of);
  }

  private static Divided positions(int slateSize) {
    int most = Math.min(slateSize, MOST_COLUMNS);
    List<String> labels =
        IntStream.rangeClosed(1, most)
            .mapToObj(p -> p + (p == most && most < slateSize ? " and later" : ""))
            .toList();
    return new Divided(new Axis("position", labels), p -> Math.min((int) p, most - 1));
  }

  /** Ranges of steps, counted from 1, with about equally many decisions each. */
  private static Divided steps(SortedMap<Integer, Long> counts) {
    long total = counts.values().stream().mapToLong(it -> it).sum();
    List<Integer> starts = new ArrayList<>();
    long before = 0;
    for (Map.Entry<Integer, Long> step : counts.entrySet()) {
      if (before >= starts.size() * total / (double) RANGES) {
        starts.add(step.getKey());
      }
      before += step.getValue();
    }
    int[] bounds = starts.stream().mapToInt(it -> it).toArray();
    int last = counts.lastKey() + 1;
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int from = starts.get(i) + 1;
      int to = i + 1 < starts.size() ? starts.get(i + 1) : last;
      labels.add(from == to ? Integer.toString(from) : from + " to " + to);
    }
    return new Divided(new Axis("step", labels), step -> range(bounds, step));
  }

  /** The index of the last bound that is not above a step. */
  private static int range(int[] bounds, double step) {
    int range = 0;
    while (range + 1 < bounds.length && bounds[range + 1] <= step) {
      range++;
    }
    return range;
  }

  /** How often each number occurs; sorts the array. */
  static SortedMap<Integer, Long> counts(int[] numbers) {
    Arrays.sort(numbers);
    SortedMap<Integer, Long> counts = new TreeMap<>();
    int start = 0;
    for (int i = 1; i <= numbers.length; i++) {
      if (i == numbers.length || numbers[i] != numbers[start]) {
        counts.put(numbers[start], (long) i - start);
        start = i;
      }
    }
    return counts;
  }

  /** The most frequent numbers in ascending order, and all others together. */
  private static Divided frequent(
      String noun, IntFunction<String> label, SortedMap<Integer, Long> counts, int most) {
    return listed(
        noun,
        label,
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
            .limit(most - 1)
            .map(Map.Entry::getKey)
            .sorted()
            .toList(),
        OTHERS);
  }

  private static Divided listed(
      String noun, IntFunction<String> label, List<Integer> numbers, List<String> others) {
    List<String> labels = new ArrayList<>(numbers.stream().map(label::apply).toList());
    labels.addAll(others);
    Map<Integer, Integer> places = new HashMap<>();
    numbers.forEach(number -> places.put(number, places.size()));
    return new Divided(new Axis(noun, labels), it -> places.getOrDefault((int) it, numbers.size()));
  }
}
