package dev.recsim.learn.tape;

/**
 * Computes the inner products of all rows of a with all rows of b, [rows of a x rows of b].
 *
 * @param a [.. x width]
 * @param b [.. x width]
 */
public record Products(Value a, Value b) implements Tape.Operation {

  @Override
  public void forward(Value y) {
    for (int i = 0; i < a.rows; i++) {
      for (int j = 0; j < b.rows; j++) {
        y.data[i * b.rows + j] = 0;
        for (int k = 0; k < a.width; k++) {
          y.data[i * b.rows + j] += a.data[i * a.width + k] * b.data[j * a.width + k];
        }
      }
    }
  }

  @Override
  public void back(Value y) {
    for (int i = 0; i < a.rows; i++) {
      for (int j = 0; j < b.rows; j++) {
        float gradient = y.gradient[i * b.rows + j];
        for (int k = 0; k < a.width; k++) {
          a.gradient[i * a.width + k] += gradient * b.data[j * a.width + k];
          b.gradient[j * a.width + k] += gradient * a.data[i * a.width + k];
        }
      }
    }
  }
}
