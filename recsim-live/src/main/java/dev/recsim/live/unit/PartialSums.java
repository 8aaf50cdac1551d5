package dev.recsim.live.unit;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestData;
import dev.recsim.live.TestData.Count;
import dev.recsim.live.TestData.Look;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Sums over the units of a part of a test. All rows of a unit are in one part, such as by a hash of
 * the unit. The sums of parts are those of the whole, but for rounding: each part is rounded once.
 *
 * @param look time between looks; 0 if there is one look
 * @param first number of the first look's interval, since 1970
 * @param beyond how many looks at the end come after the part's last row, so that the windows of
 *     all its units are complete
 * @param earlier numbers of the intervals before the first look that have rows, in their order; of
 *     all if no unit was assigned
 * @param looks of the part, with those beyond
 */
public record PartialSums(Duration look, long first, int beyond, List<Long> earlier, TestData looks)
    implements Serializable {
  public PartialSums {
    earlier = List.copyOf(earlier);
  }

  /** The data up to the last row. */
  public TestData data() {
    List<Look> all = looks.looks();
    return new TestData(
        looks.arms(), looks.metrics(), all.subList(0, all.size() - beyond), looks.counts());
  }

  /**
   * The sums of this part and another one.
   *
   * @throws InvalidTestData if they are too far apart
   */
  public PartialSums plus(PartialSums it) throws InvalidTestData {
    long from = Math.min(from(), it.from());
    TreeSet<Long> before = new TreeSet<>(earlier);
    before.addAll(it.earlier);
    List<Long> still = List.copyOf(before.headSet(from));
    if (from == Long.MAX_VALUE) {
      return new PartialSums(look, from, 0, still, data(it, List.of()));
    }
    if (Math.max(end(), it.end()) - from > Intervals.MOST) {
      throw new InvalidTestData(
          "the rows span more than %s looks; correct their times, or look less often"
              .formatted(Intervals.MOST));
    }
    long rows = Math.max(rows(), it.rows());
    long to = Math.max(rows, Math.max(end(), it.end()));
    List<Look> sums = new ArrayList<>();
    for (long interval = from; interval < to; interval++) {
      sums.add(plus(at(interval), it.at(interval)));
    }
    return new PartialSums(look, from, (int) (to - rows), still, data(it, sums));
  }

  /** What is known of the part at a look, also before its first and after its last one. */
  private Look at(long interval) {
    List<Look> all = looks.looks();
    if (interval >= from() && interval < end()) {
      return all.get((int) (interval - first));
    }
    Instant end = look.isZero() ? null : Instant.EPOCH.plus(look.multipliedBy(interval + 1));
    UnitSums[][] none = new UnitSums[looks.arms().size()][looks.metrics().size()];
    for (UnitSums[] arm : none) {
      Arrays.fill(arm, UnitSums.NONE);
    }
    UnitSums[][] fresh = all.isEmpty() || all.get(0).fresh() != null ? none : null;
    if (interval < from()) {
      return new Look(end, new long[none.length], none, fresh, earlier.contains(interval));
    }
    Look last = all.get(all.size() - 1);
    return new Look(end, last.assigned(), last.sums(), fresh, false);
  }

  /** First look; without any, infinity. */
  private long from() {
    return looks.looks().isEmpty() ? Long.MAX_VALUE : first;
  }

  /** After the last look. */
  private long end() {
    return looks.looks().isEmpty() ? Long.MIN_VALUE : first + looks.looks().size();
  }

  /** After the last interval with rows. */
  private long rows() {
    if (!looks.looks().isEmpty()) {
      return end() - beyond;
    }
    return earlier.isEmpty() ? Long.MIN_VALUE : earlier.get(earlier.size() - 1) + 1;
  }

  private static Look plus(Look a, Look b) {
    long[] assigned = a.assigned().clone();
    for (int i = 0; i < assigned.length; i++) {
      assigned[i] += b.assigned()[i];
    }
    return new Look(
        a.end() == null ? b.end() : a.end(),
        assigned,
        plus(a.sums(), b.sums()),
        a.fresh() == null || b.fresh() == null ? null : plus(a.fresh(), b.fresh()),
        a.rows() || b.rows());
  }

  private static UnitSums[][] plus(UnitSums[][] a, UnitSums[][] b) {
    UnitSums[][] sums = new UnitSums[a.length][];
    for (int i = 0; i < a.length; i++) {
      sums[i] = new UnitSums[a[i].length];
      for (int m = 0; m < a[i].length; m++) {
        sums[i][m] = a[i][m].plus(b[i][m]);
      }
    }
    return sums;
  }

  private TestData data(PartialSums it, List<Look> sums) {
    List<Count> counts = new ArrayList<>();
    for (Count a : looks.counts()) {
      Count b = it.looks.count(a.what());
      counts.add(new Count(a.what(), a.number() + b.number(), first(a.where(), b.where())));
    }
    return new TestData(looks.arms(), looks.metrics(), sums, counts);
  }

  /** The one of two lines that comes first; either may be null. */
  private static String first(String a, String b) {
    return Stream.of(Optional.ofNullable(a), Optional.ofNullable(b))
        .flatMap(Optional::stream)
        .min(
            Comparator.comparing((String it) -> it.substring(0, it.lastIndexOf(' ')))
                .thenComparing(it -> Long.valueOf(it.substring(it.lastIndexOf(' ') + 1))))
        .orElse(null);
  }
}
