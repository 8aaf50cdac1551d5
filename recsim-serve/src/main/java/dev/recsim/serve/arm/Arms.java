package dev.recsim.serve.arm;

import java.util.List;

/**
 * The arms of a test.
 *
 * @param salt mixed into the hash of the unit's id; another salt assigns all units anew
 * @param arms in this order; their shares sum to 1
 */
public record Arms(String salt, List<Arm> arms) {

  /** Copies the arms. */
  public Arms {
    arms = List.copyOf(arms);
  }
}
