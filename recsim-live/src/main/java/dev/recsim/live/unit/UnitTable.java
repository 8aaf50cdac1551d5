package dev.recsim.live.unit;

import java.util.Arrays;

/**
 * Units by the hash of their name, numbered in the order of their assignment. A unit is a few longs
 * next to each other: hash, time, arm with flags and place, covariates, slots. An open-addressed
 * index has 32 bits of the hash and the number.
 */
final class UnitTable {
  private static final int TIME = 2;
  private static final int META = 3;
  private static final int FIXED = 4;
  private static final int PAGE_BITS = 13;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
  private static final long TAG = 0xFFFF_FFFFL << 32;
  private static final int PLACE_BITS = 48;
  private static final long PLACE = (1L << PLACE_BITS) - 1;

  /** The unit has rows in several arms. */
  static final int EXCLUDED = 1;

  /** A covariate changed after the assignment. */
  static final int CHANGED = 2;

  private final int stride;
  private final int covariates;
  private long[][] pages = new long[16][];

  /** What sums in slots lack to be exact; pages are there once a unit needs them. */
  private double[][] rests = new double[16][];

  /** Tag, and number + 1; 0 is free. */
  private long[] index = new long[1 << 12];

  private int size;

  /** Keeps the reads of {@link #fetch} from being left out. */
  private long fetched;

  UnitTable(int covariates, int slots) {
    this.covariates = covariates;
    stride = FIXED + covariates + slots;
  }

  int size() {
    return size;
  }

  /** Number of a unit; -1 if it is not there. */
  int find(long high, long low) {
    int mask = index.length - 1;
    int place = (int) low & mask;
    for (long entry = index[place]; entry != 0; entry = index[place]) {
      if (((entry ^ high) & TAG) == 0) {
        int unit = (int) entry - 1;
        int at = at(unit);
        long[] page = page(unit);
        if (page[at] == high && page[at + 1] == low) {
          return unit;
        }
      }
      place = place + 1 & mask;
    }
    return -1;
  }

  /**
   * Reads what is there of the units of some rows. Memory answers many such reads at once, which
   * would wait for each other when rows are taken one by one.
   */
  void fetch(TestRow[] rows, int count) {
    long read = 0;
    int mask = index.length - 1;
    for (int i = 0; i < count; i++) {
      read += index[(int) rows[i].low & mask];
    }
    for (int i = 0; i < count; i++) {
      int unit = find(rows[i].high, rows[i].low);
      if (unit >= 0) {
        read += page(unit)[at(unit) + META] + page(unit)[at(unit) + stride - 1];
      }
    }
    fetched = read;
  }

  /** Adds a unit that is not there. */
  int add(long high, long low, long time, int arm) {
    if (size >= index.length / 4 * 3) {
      grow();
    }
    if ((size & PAGE_MASK) == 0) {
      int number = size >>> PAGE_BITS;
      if (number == pages.length) {
        pages = Arrays.copyOf(pages, 2 * number);
        rests = Arrays.copyOf(rests, 2 * number);
      }
      pages[number] = new long[stride << PAGE_BITS];
    }
    int unit = size++;
    enter(high, low, unit);
    long[] page = page(unit);
    int at = at(unit);
    page[at] = high;
    page[at + 1] = low;
    page[at + TIME] = time;
    page[at + META] = (long) arm << PLACE_BITS + 8;
    Arrays.fill(page, at + FIXED, at + stride, Double.doubleToRawLongBits(Double.NaN));
    return unit;
  }

  private void enter(long high, long low, int unit) {
    int mask = index.length - 1;
    int place = (int) low & mask;
    while (index[place] != 0) {
      place = place + 1 & mask;
    }
    index[place] = high & TAG | unit + 1;
  }

  private void grow() {
    index = null;
    index = new long[Integer.highestOneBit(size) * 4];
    for (int unit = 0; unit < size; unit++) {
      long[] page = page(unit);
      enter(page[at(unit)], page[at(unit) + 1], unit);
    }
  }

  private long[] page(int unit) {
    return pages[unit >>> PAGE_BITS];
  }

  private int at(int unit) {
    return (unit & PAGE_MASK) * stride;
  }

  /** Time of the assignment. */
  long time(int unit) {
    return page(unit)[at(unit) + TIME];
  }

  int arm(int unit) {
    return (int) (page(unit)[at(unit) + META] >>> PLACE_BITS + 8);
  }

  boolean is(int flag, int unit) {
    return (page(unit)[at(unit) + META] >>> PLACE_BITS & flag) != 0;
  }

  void set(int flag, int unit) {
    page(unit)[at(unit) + META] |= (long) flag << PLACE_BITS;
  }

  /** Place of the latest row that changed the unit. */
  long place(int unit) {
    return page(unit)[at(unit) + META] & PLACE;
  }

  void place(int unit, long place) {
    long[] page = page(unit);
    int at = at(unit) + META;
    page[at] = page[at] & ~PLACE | place;
  }

  /** A covariate; NaN if it was missing. */
  double covariate(int unit, int covariate) {
    return Double.longBitsToDouble(page(unit)[at(unit) + FIXED + covariate]);
  }

  void covariate(int unit, int covariate, double value) {
    page(unit)[at(unit) + FIXED + covariate] = Double.doubleToRawLongBits(value);
  }

  /** What a slot has; NaN without any value. */
  double slot(int unit, int slot) {
    return Double.longBitsToDouble(page(unit)[at(unit) + FIXED + covariates + slot]);
  }

  void slot(int unit, int slot, double value) {
    page(unit)[at(unit) + FIXED + covariates + slot] = Double.doubleToRawLongBits(value);
  }

  /**
   * Adds to the sum in a slot. The sum has 105 bits and is rounded once, so that it does not depend
   * on the order of its terms unless some are 10^15 times larger than others.
   */
  void sum(int unit, int slot, double value) {
    long[] page = page(unit);
    int place = at(unit) + FIXED + covariates + slot;
    double sum = Double.longBitsToDouble(page[place]);
    if (sum != sum) {
      page[place] = Double.doubleToRawLongBits(value);
      return;
    }
    double[] rest = rests[unit >>> PAGE_BITS];
    int at = (unit & PAGE_MASK) * (stride - FIXED - covariates) + slot;
    double more = sum + value;
    double part = more - sum;
    double lost = sum - (more - part) + (value - part) + (rest == null ? 0 : rest[at]);
    if (lost == 0) {
      page[place] = Double.doubleToRawLongBits(more);
      if (rest != null) {
        rest[at] = 0;
      }
      return;
    }
    double rounded = more + lost;
    page[place] = Double.doubleToRawLongBits(rounded);
    if (rest == null) {
      rest = new double[(stride - FIXED - covariates) << PAGE_BITS];
      rests[unit >>> PAGE_BITS] = rest;
    }
    rest[at] = lost - (rounded - more);
  }
}
