package dev.recsim.serve.arm;

import dev.recsim.serve.explore.Exploration;
import java.time.Duration;
import java.time.Instant;

/**
 * A share of the units, and the policy that serves them.
 *
 * @param name of the arm; {@code holdout} is one like all others
 * @param policy name of the policy
 * @param share of all units, 0 to 1
 * @param explore how it explores; null for not at all
 * @param interleave name of a second policy, whose documents are interleaved with those of the
 *     first; null for none
 * @param start when it begins; its share is 0 before. Null for always
 * @param stop when it ends; its share is 0 from then on. Null for never
 * @param ramp time after the start in which the share grows linearly to its full size; null for
 *     none
 */
public record Arm(
    String name,
    String policy,
    double share,
    Exploration explore,
    String interleave,
    Instant start,
    Instant stop,
    Duration ramp) {

  /**
   * {@return an arm that does not explore and is always there}
   *
   * @param name of the arm
   * @param policy name of the policy
   * @param share of all units, 0 to 1
   */
  public static Arm of(String name, String policy, double share) {
    return new Arm(name, policy, share, null, null, null, null, null);
  }
}
