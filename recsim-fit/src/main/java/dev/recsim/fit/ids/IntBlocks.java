package dev.recsim.fit.ids;

import java.util.ArrayList;
import java.util.List;

/** A growing list of integers, which never copies what it has. */
public final class IntBlocks {
  private static final int BITS = 16;
  private static final int SIZE = 1 << BITS;

  private final List<int[]> blocks = new ArrayList<>();
  private int size;

  /** Appends an integer. */
  public void add(int value) {
    int place = size & SIZE - 1;
    if (place == 0) {
      blocks.add(new int[SIZE]);
    }
    blocks.get(size >> BITS)[place] = value;
    size = Math.addExact(size, 1);
  }

  public int get(int index) {
    return blocks.get(index >> BITS)[index & SIZE - 1];
  }

  public void set(int index, int value) {
    blocks.get(index >> BITS)[index & SIZE - 1] = value;
  }

  public int size() {
    return size;
  }
}
