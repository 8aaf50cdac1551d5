package dev.recsim.ab.unit;

import dev.recsim.ab.TestData.Count;
import dev.recsim.ab.TestData.What;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** How many rows and units of each kind there are, and where the first one is. */
final class TestCounts {
  private static final What[] ALL = What.values();

  private final long[] numbers = new long[ALL.length];
  private final long[] first = new long[ALL.length];

  void add(What what, long place) {
    if (numbers[what.ordinal()]++ == 0) {
      first[what.ordinal()] = place;
    }
  }

  List<Count> list(LongFunction<String> where) {
    List<Count> list = new ArrayList<>();
    for (What what : ALL) {
      long number = numbers[what.ordinal()];
      list.add(new Count(what, number, number == 0 ? null : where.apply(first[what.ordinal()])));
    }
    return list;
  }
}
