package dev.recsim.bridge.users.row;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The answer for one session, which is a row of a message.
 *
 * @param body arrays with all rows
 * @param rows their number
 * @param row the session's
 */
public record Answered(ByteBuffer body, int rows, int row) {
  public static Answered of(byte[] body, int rows, int row) {
    return new Answered(ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN), rows, row);
  }

  /** The row as a message of its own. */
  public byte[] alone(RowLayout layout) {
    return layout.row(body.array(), rows, row);
  }
}
