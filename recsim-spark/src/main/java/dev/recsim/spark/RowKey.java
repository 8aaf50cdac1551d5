package dev.recsim.spark;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.Partitioner;

/**
 * Where a row belongs: all rows of a session are in one part, together and in the order of the log.
 *
 * @param row number in the log
 */
record RowKey(long session, long row) implements Comparable<RowKey>, Serializable {
  private static final Comparator<RowKey> ORDER =
      Comparator.comparingLong(RowKey::session).thenComparingLong(RowKey::row);

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }

  /** Divides sessions into parts. */
  static final class BySession extends Partitioner {
    private static final long serialVersionUID = 1;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final int parts;

    BySession(int parts) {
      this.parts = parts;
    }

    @Override
    public int numPartitions() {
      return parts;
    }

    @Override
    public int getPartition(Object key) {
      return (int) Long.remainderUnsigned(((RowKey) key).session() * MIX >>> 16, parts);
    }
  }
}
