package dev.recsim.live.file;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.unit.ArmSums;

/** Adds the rows of days: those of new units, or the latest of all units. */
final class DaySums {
  private final boolean newUnits;
  private final UnitSums[][] latest;
  private final ArmSums[][] total;
  private final ArmSums[][] fresh;
  private final long[] units;

  /** Whether a day does not tell the largest square; of all days, and of fresh ones. */
  private final boolean[][] unknown;

  private final boolean[][] freshUnknown;

  DaySums(int arms, int metrics, boolean newUnits) {
    this.newUnits = newUnits;
    latest = new UnitSums[arms][metrics];
    total = new ArmSums[arms][metrics];
    fresh = new ArmSums[arms][metrics];
    units = new long[arms];
    unknown = new boolean[arms][metrics];
    freshUnknown = new boolean[arms][metrics];
    for (int a = 0; a < arms; a++) {
      for (int m = 0; m < metrics; m++) {
        total[a][m] = new ArmSums(true, true);
        fresh[a][m] = new ArmSums(true, true);
      }
    }
  }

  void add(SumRow[] day) {
    for (int a = 0; a < day.length; a++) {
      units[a] = newUnits ? units[a] + day[a].n() : day[a].n();
      for (int m = 0; m < latest[a].length; m++) {
        latest[a][m] = day[a].metrics().get(m);
        fresh[a][m].add(latest[a][m]);
        boolean hidden = latest[a][m].yy() > 0 && latest[a][m].largest() == 0;
        unknown[a][m] |= hidden;
        freshUnknown[a][m] |= hidden;
      }
    }
  }

  /** Units of each arm. */
  long[] units() {
    return units.clone();
  }

  /** Sums of all units so far. */
  UnitSums[][] total() {
    UnitSums[][] sums = new UnitSums[latest.length][];
    for (int a = 0; a < sums.length; a++) {
      sums[a] = latest[a].clone();
      for (int m = 0; m < sums[a].length && newUnits; m++) {
        total[a][m].add(fresh[a][m]);
        sums[a][m] = sums(total[a][m], unknown[a][m]);
      }
    }
    return sums;
  }

  /** Sums of the units that are new since the last call, which {@link #total} has added. */
  UnitSums[][] fresh() {
    UnitSums[][] sums = new UnitSums[fresh.length][];
    for (int a = 0; a < sums.length; a++) {
      sums[a] = new UnitSums[fresh[a].length];
      for (int m = 0; m < sums[a].length; m++) {
        sums[a][m] = sums(fresh[a][m], freshUnknown[a][m]);
        fresh[a][m].clear();
        freshUnknown[a][m] = false;
      }
    }
    return sums;
  }

  private static UnitSums sums(ArmSums of, boolean unknown) {
    return unknown ? of.sums().withLargest(0) : of.sums();
  }
}
