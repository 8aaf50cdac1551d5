package dev.recsim.live.unit;

import dev.recsim.live.TestData.Count;
import dev.recsim.live.TestData.What;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.LongFunction;

/** How many rows and units of each kind there are, and where the first one is. */
public final class TestCounts {
  private static final long NOWHERE = -1;

  /** Those after these are of served logs only. */
  private static final What[] ALL =
      EnumSet.range(What.ROWS, What.COVARIATES_MISSING).toArray(What[]::new);

  private final long[] numbers = new long[ALL.length];
  private final long[] first = new long[ALL.length];

  /** Counts one more, at a place. */
  public void add(What what, long place) {
    if (numbers[what.ordinal()]++ == 0) {
      first[what.ordinal()] = place;
    }
  }

  /** Sets a number without a place. */
  public void set(What what, long number) {
    numbers[what.ordinal()] = number;
    first[what.ordinal()] = NOWHERE;
  }

  public long number(What what) {
    return numbers[what.ordinal()];
  }

  /** All numbers, with the texts of their first places. */
  public List<Count> list(LongFunction<String> where) {
    List<Count> list = new ArrayList<>();
    for (What what : ALL) {
      long number = numbers[what.ordinal()];
      long place = first[what.ordinal()];
      boolean none = number == 0 || place == NOWHERE;
      list.add(new Count(what, number, none ? null : where.apply(place)));
    }
    return list;
  }
}
