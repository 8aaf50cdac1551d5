package dev.recsim.ab;

import dev.recsim.ab.TestData.Count;
import dev.recsim.ab.TestData.Look;
import dev.recsim.ab.TestData.What;
import dev.recsim.decide.metric.UnitSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums over the units of a part of a test. All rows of a unit are in one part, such as by a hash of
 * the unit. The sums of parts are those of the whole, but for rounding: each part is rounded once.
 *
 * @param first number of the first look's interval
 * @param beyond how many looks at the end come after the part's last row, so that the windows of
 *     all its units are complete
 * @param looks of the part, with those beyond
 */
public record PartialSums(long first, int beyond, TestData looks) {

  /** The data up to the last row. */
  public TestData data() {
    List<Look> all = looks.looks();
    return new TestData(
        looks.arms(), looks.metrics(), all.subList(0, all.size() - beyond), looks.counts());
  }

  /** The sums of this part and another one. */
  public PartialSums plus(PartialSums it) {
    if (looks.looks().isEmpty() || it.looks.looks().isEmpty()) {
      PartialSums full = looks.looks().isEmpty() ? it : this;
      return new PartialSums(full.first, full.beyond, data(it, full.looks.looks()));
    }
    long from = Math.min(first, it.first);
    long to = Math.max(end(), it.end());
    long rows = Math.max(end() - beyond, it.end() - it.beyond);
    List<Look> sums = new ArrayList<>();
    for (long interval = from; interval < to; interval++) {
      sums.add(plus(at(interval), it.at(interval)));
    }
    return new PartialSums(from, (int) (to - rows), data(it, sums));
  }

  private long end() {
    return first + looks.looks().size();
  }

  /** What is known of the part at a look, also before its first and after its last one. */
  private Look at(long interval) {
    List<Look> all = looks.looks();
    if (interval >= first && interval < end()) {
      return all.get((int) (interval - first));
    }
    Look edge = all.get(interval < first ? 0 : all.size() - 1);
    UnitSums[][] none = none(edge.sums());
    UnitSums[][] fresh = edge.fresh() == null ? null : none;
    return interval < first
        ? new Look(null, new long[edge.assigned().length], none, fresh, false)
        : new Look(null, edge.assigned(), edge.sums(), fresh, false);
  }

  private static UnitSums[][] none(UnitSums[][] like) {
    UnitSums[][] none = new UnitSums[like.length][];
    for (int a = 0; a < like.length; a++) {
      none[a] = new UnitSums[like[a].length];
      Arrays.fill(none[a], UnitSums.NONE);
    }
    return none;
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
    UnitSums[][] sums = none(a);
    for (int i = 0; i < a.length; i++) {
      for (int m = 0; m < a[i].length; m++) {
        sums[i][m] = a[i][m].plus(b[i][m]);
      }
    }
    return sums;
  }

  private TestData data(PartialSums it, List<Look> sums) {
    List<Count> counts = new ArrayList<>();
    for (What what : What.values()) {
      Count a = looks.count(what);
      Count b = it.looks.count(what);
      counts.add(
          new Count(what, a.number() + b.number(), a.where() == null ? b.where() : a.where()));
    }
    return new TestData(looks.arms(), looks.metrics(), sums, counts);
  }
}
