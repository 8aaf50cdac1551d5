package dev.recsim.serve.arm;

import dev.recsim.serve.explore.Exploration;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A share of the units, and the policy that serves them.
 *
 * @param name of the arm; {@code holdout} is one that no other arm's share touches
 * @param policy name of the policy
 * @param share of all units, 0 to 1
 * @param explore how it explores; null for not at all
 * @param interleave name of a second policy, whose documents are interleaved with those of the
 *     first; null for none
 * @param period when it serves
 */
public record Arm(
    String name,
    String policy,
    double share,
    Exploration explore,
    String interleave,
    Period period) {

  /**
   * When an arm serves.
   *
   * @param start when it begins; its share is 0 before. Null for always
   * @param stop when it ends; its share is 0 from then on. Null for never
   * @param ramp time after the start in which the share grows linearly to its full size; null for
   *     none
   */
  public record Period(Instant start, Instant stop, Duration ramp) {
    /** Without start, stop and ramp. */
    public static final Period ALWAYS = new Period(null, null, null);

    /** The part of the share at a time, 0 to 1; only whole seconds count. */
    private double part(Instant now) {
      long second = now.getEpochSecond();
      if (start != null && second < start.getEpochSecond()
          || stop != null && second >= stop.getEpochSecond()) {
        return 0;
      }
      long whole = ramp == null ? 0 : ramp.toSeconds();
      long passed = whole == 0 ? 0 : second - start.getEpochSecond();
      return passed < whole ? (double) passed / whole : 1;
    }
  }

  /**
   * Checks the arm.
   *
   * @throws IllegalArgumentException if it is invalid; says what to write instead
   */
  public Arm {
    if (name == null || name.isEmpty() || policy == null) {
      throw new IllegalArgumentException("an arm needs a name and a policy");
    }
    unless(share >= 0 && share <= 1, name, "its share must be from 0 to 1, but is " + share);
    unless(
        explore == null || interleave == null,
        name,
        "it cannot explore and interleave; remove one of both");
    unless(!policy.equals(interleave), name, "it cannot interleave a policy with itself");
    unless(
        period.ramp == null || period.start != null && !period.ramp.isNegative(),
        name,
        "a ramp needs a start, and a time that is not negative");
    unless(
        period.start == null || period.stop == null || period.start.isBefore(period.stop),
        name,
        "it must start before it stops");
  }

  private static void unless(boolean valid, String name, String problem) {
    if (!valid) {
      throw new IllegalArgumentException("arm " + name + ": " + problem);
    }
  }

  /**
   * {@return an arm that does not explore and is always there}
   *
   * @param name of the arm
   * @param policy name of the policy
   * @param share of all units, 0 to 1
   */
  public static Arm of(String name, String policy, double share) {
    return new Arm(name, policy, share, null, null, Period.ALWAYS);
  }

  /**
   * {@return its share at a time}
   *
   * @param now the time, of which only whole seconds count
   */
  public double share(Instant now) {
    return share * period.part(now);
  }

  /** What JSON can hold. */
  Map<String, Object> described() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", name);
    all.put("policy", policy);
    all.put("share", share);
    put(all, "explore", explore == null ? null : described(explore));
    put(all, "interleave", interleave);
    put(all, "start", period.start);
    put(all, "stop", period.stop);
    put(all, "ramp", period.ramp);
    return all;
  }

  private static void put(Map<String, Object> all, String key, Object value) {
    if (value != null) {
      all.put(key, value instanceof Map ? value : value.toString());
    }
  }

  private static Map<String, Object> described(Exploration explore) {
    Map<String, Object> all = new LinkedHashMap<>();
    if (explore instanceof Exploration.EpsilonGreedy it) {
      all.put("type", "epsilon_greedy");
      all.put("epsilon", it.epsilon());
    } else if (explore instanceof Exploration.Softmax it) {
      all.put("type", "softmax");
      all.put("temperature", it.temperature());
    } else if (explore instanceof Exploration.TopKShuffle it) {
      all.put("type", "top_k_shuffle");
      all.put("k", it.k());
    }
    return all;
  }
}
