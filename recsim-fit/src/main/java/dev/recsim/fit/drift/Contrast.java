package dev.recsim.fit.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * Two parts of a log that are compared. The log is divided into {@link #BLOCKS} blocks of equally
 * many sessions.
 *
 * @param kind of the parts
 * @param block first block of the later part; or the block that is compared with all others
 */
record Contrast(Kind kind, int block) {
  /** Number of blocks. */
  static final int BLOCKS = 20;

  /** Ways to divide a log. */
  enum Kind {
    /** What was before a block, and the rest. */
    CHANGE,
    /** The first and the last fifth. */
    ENDS,
    /** All other blocks, and this one. */
    EPISODE
  }

  private static final int FIFTH = BLOCKS / 5;

  /** All contrasts that are tried. */
  static final List<Contrast> ALL = all();

  private static List<Contrast> all() {
    List<Contrast> contrasts = new ArrayList<>();
    contrasts.add(new Contrast(Kind.ENDS, BLOCKS - FIFTH));
    for (int block = 1; block < BLOCKS; block++) {
      contrasts.add(new Contrast(Kind.CHANGE, block));
    }
    for (int block = 1; block < BLOCKS - 1; block++) {
      contrasts.add(new Contrast(Kind.EPISODE, block));
    }
    return List.copyOf(contrasts);
  }

  /** -1 if a block is in the first part, 1 if it is in the second, 0 if it is in none. */
  int side(int block) {
    return switch (kind) {
      case CHANGE -> block < this.block ? -1 : 1;
      case ENDS -> block < FIFTH ? -1 : block < BLOCKS - FIFTH ? 0 : 1;
      case EPISODE -> block == this.block ? 1 : -1;
    };
  }

  /** When: {@code from session 10,001 on}. */
  String words(Period period) {
    String first = period.session(period.first(block));
    return switch (kind) {
      case CHANGE -> "from %s on".formatted(first);
      case ENDS -> "between the first and the last fifth of the log";
      case EPISODE -> "from %s to %s".formatted(first, period.session(period.first(block + 1) - 1));
    };
  }

  /** The options of {@code logs} that leave one part. */
  String cure(Period period) {
    String first = period.cut(period.first(block));
    return switch (kind) {
      case CHANGE -> "{from: %s} or {to: %s}".formatted(first, first);
      case ENDS -> "{from: %s}".formatted(first);
      case EPISODE ->
          block < BLOCKS / 2
              ? "{from: %s}".formatted(period.cut(period.first(block + 1)))
              : "{to: %s}".formatted(first);
    };
  }
}
