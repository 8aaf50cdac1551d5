package dev.recsim.learn.tape;

import dev.recsim.learn.Buffers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of a tape in the order computed, which are reused in the next update. */
final class Recording {
  private final List<Value> values = new ArrayList<>();
  private int used;

  /** Returns the next value, which was computed in the same way in the update before, if any. */
  Value next(int rows, int width, Value a, Value b, Tape.Operation operation) {
    if (used == values.size()) {
      values.add(new Value());
    }
    Value y = values.get(used++);
    y.rows = rows;
    y.width = width;
    y.a = a;
    y.b = b;
    y.operation = operation;
    y.indices = null;
    y.constant = (a == null || a.constant) && (b == null || b.constant);
    y.data = Buffers.atLeast(y.size(), y.data);
    y.gradient = Buffers.atLeast(y.size(), y.gradient);
    Arrays.fill(y.gradient, 0, y.size(), 0);
    return y;
  }

  /** Propagates derivatives back from the last value to the first, and removes all values. */
  void back() {
    while (used > 0) {
      Value y = values.get(--used);
      if (!y.constant) {
        y.operation.back(y);
      }
    }
  }

  void clear() {
    used = 0;
  }
}
