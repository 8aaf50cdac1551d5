package dev.recsim.bridge.users.row;

import dev.recsim.bridge.ArrayLayout.Array;
import java.util.List;

/** Where the values of a row are in a message of arrays that follow each other. */
public final class RowLayout {
  private final List<String> names;
  private final int[] sizes;
  private final int[] before;

  public RowLayout(List<Array> arrays) {
    names = arrays.stream().map(Array::name).toList();
    sizes = arrays.stream().mapToInt(Array::bytes).toArray();
    before = new int[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      before[i + 1] = Math.addExact(before[i], sizes[i]);
    }
  }

  /** Bytes of a row. */
  public int bytes() {
    return before[sizes.length];
  }

  /** The number of an array; -1 if there is none of this name. */
  public int array(String name) {
    return names.indexOf(name);
  }

  /** The position of a row of an array in a message with a number of rows. */
  public int offset(int array, int rows, int row) {
    return before[array] * rows + row * sizes[array];
  }

  /** The row of a message as a message of one row. */
  public byte[] row(byte[] body, int rows, int row) {
    byte[] own = new byte[bytes()];
    for (int i = 0; i < sizes.length; i++) {
      System.arraycopy(body, offset(i, rows, row), own, before[i], sizes[i]);
    }
    return own;
  }
}
