package dev.recsim.live.unit;

import java.nio.ByteBuffer;

/** A row of a unit, without texts. Mutable; one for all rows. */
public final class TestRow {
  /** The cell of the arm is empty. */
  public static final int NO_ARM = -1;

  /** The arm is not declared. */
  public static final int OTHER_ARM = -2;

  private static final int FIXED = 8 + 8 + 8 + 8 + 8 + 4;

  /** Nanoseconds since 1970; 0 if rows have no time. */
  public long time;

  /** File and line, counted on over files. */
  public long place;

  /** Hash of the unit. */
  public long high;

  public long low;

  /** Hash of the row's id; 0 if it has none. */
  public long id;

  public int arm;

  /** Value of each column of the metrics; NaN if the cell is empty. */
  public final double[] values;

  public TestRow(int values) {
    this.values = new double[values];
  }

  /** Number of bytes of a row. */
  public static int length(int values) {
    return FIXED + 8 * values;
  }

  /** Writes the row; its time comes first. */
  public void write(byte[] to) {
    ByteBuffer out = ByteBuffer.wrap(to);
    out.putLong(time).putLong(place).putLong(high).putLong(low).putLong(id).putInt(arm);
    for (double value : values) {
      out.putDouble(value);
    }
  }

  public void read(byte[] from) {
    ByteBuffer in = ByteBuffer.wrap(from);
    time = in.getLong();
    place = in.getLong();
    high = in.getLong();
    low = in.getLong();
    id = in.getLong();
    arm = in.getInt();
    for (int i = 0; i < values.length; i++) {
      values[i] = in.getDouble();
    }
  }
}
