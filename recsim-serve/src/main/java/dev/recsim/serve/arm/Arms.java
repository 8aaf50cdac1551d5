package dev.recsim.serve.arm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arms of a test. A unit belongs to the arm that owns its slot, one of 10,000:
 *
 * <pre>{@code
 * bucket = (first 8 bytes of SHA-256(salt + "/" + unit), big endian, unsigned) / 2^64
 * slot = floor(10000 bucket)
 * }</pre>
 *
 * <p>The rest is the first arm that is not called {@code holdout}. Each other arm takes free slots
 * from a place of its own, in one direction around the circle of slots: the first from slot 0
 * upwards, the second from slot 9999 downwards, the third from 5000 upwards, the fourth from 4999
 * downwards, then from 2500, 2499, 7500, 7499, and so on. The rest has what is left. So a share
 * that grows takes slots of the rest only, as long as it does not reach those of another arm; with
 * up to two arms besides the rest it never does. An arm that is added last moves no unit between
 * others.
 *
 * @param salt mixed into the hash of the unit's id; another salt assigns all units anew
 * @param arms in this order; their shares sum to 1, and are rounded to 0.0001
 */
public record Arms(String salt, List<Arm> arms) {
  /** Number of slots. */
  public static final int SLOTS = 10_000;

  /** Name of the arm that is never the rest. */
  public static final String HOLDOUT = "holdout";

  private static final double ROUNDING = 1e-9;
  private static final double TWO_TO_64 = 0x1p64;

  /**
   * Copies and checks the arms.
   *
   * @throws IllegalArgumentException if they do not fit together; says what to write instead
   */
  public Arms {
    arms = List.copyOf(arms);
    if (salt == null || salt.isEmpty()) {
      throw new IllegalArgumentException("arms need a salt, such as the name of the test");
    }
    if (arms.isEmpty() || arms.stream().allMatch(it -> it.name().equals(HOLDOUT))) {
      throw new IllegalArgumentException("there must be an arm besides the holdout");
    }
    Set<String> names = new HashSet<>();
    double sum = 0;
    for (Arm arm : arms) {
      if (!names.add(arm.name())) {
        throw new IllegalArgumentException("two arms are called " + arm.name());
      }
      sum += arm.share();
    }
    if (Math.abs(sum - 1) > ROUNDING) {
      throw new IllegalArgumentException("the shares of the arms must sum to 1, not to " + sum);
    }
    Arm rest = rest(arms);
    if (rest.period().start() != null || rest.period().stop() != null) {
      throw new IllegalArgumentException(
          ("arm %s serves the units that others leave, so it cannot start or stop; write another arm"
                  + " first")
              .formatted(rest.name()));
    }
  }

  private static Arm rest(List<Arm> arms) {
    return arms.stream().filter(it -> !it.name().equals(HOLDOUT)).findFirst().orElseThrow();
  }

  /** {@return the arm that has what the others leave} */
  public Arm rest() {
    return rest(arms);
  }

  /**
   * {@return the place of a unit, from 0 to below 1}
   *
   * @param salt of the arms
   * @param unit id of the unit
   */
  public static double bucket(String salt, String unit) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((salt + "/" + unit).getBytes(StandardCharsets.UTF_8));
      long bits = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        bits = bits << Byte.SIZE | digest[i] & 0xff;
      }
      // The last bit keeps the rounding to even right.
      double unsigned = bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
      return Math.min(unsigned / TWO_TO_64, Math.nextDown(1.0));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * {@return the index of the arm that owns each slot at a time; depends only on these arms and the
   * time}
   *
   * @param now the time, of which only whole seconds count
   */
  public int[] slots(Instant now) {
    int rest = arms.indexOf(rest());
    int[] owners = new int[SLOTS];
    java.util.Arrays.fill(owners, rest);
    boolean[] taken = new boolean[SLOTS];
    int free = SLOTS;
    int number = 0;
    for (int arm = 0; arm < arms.size(); arm++) {
      if (arm != rest) {
        int wanted = (int) Math.min(free, Math.floor(arms.get(arm).share(now) * SLOTS + 0.5));
        take(owners, taken, arm, number++, wanted);
        free -= wanted;
      }
    }
    return owners;
  }

  /** Lets an arm take free slots. */
  private static void take(int[] owners, boolean[] taken, int arm, int number, int wanted) {
    boolean upwards = number % 2 == 0;
    int at = start(number / 2) - (upwards ? 0 : 1);
    for (int left = wanted; left > 0; at += upwards ? 1 : -1) {
      int slot = Math.floorMod(at, SLOTS);
      if (!taken[slot]) {
        taken[slot] = true;
        owners[slot] = arm;
        left--;
      }
    }
  }

  /** 0, 1/2, 1/4, 3/4, 1/8 .. of the slots (van der Corput). */
  private static int start(int number) {
    return (int) ((Integer.reverse(number) & 0xffffffffL) * SLOTS >>> Integer.SIZE);
  }

  /**
   * {@return the index of a unit's arm}
   *
   * @param owners of the slots, from {@link #slots}
   * @param bucket of the unit
   */
  public static int arm(int[] owners, double bucket) {
    return owners[(int) (bucket * SLOTS)];
  }

  /** {@return the arms as what JSON can hold, for logs} */
  public Map<String, Object> described() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("salt", salt);
    List<Object> list = new ArrayList<>();
    arms.forEach(it -> list.add(it.described()));
    all.put("arms", list);
    return all;
  }
}
