package shop.traffic;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The users of the shop. No experiment knows this class. There are two kinds of users, who want
 * different products beside the one they look at.
 */
final class World {
  /** The products by group: outdoor, kitchen, books. */
  static final List<String> PRODUCTS =
      List.of(
          "tent", "boots", "stove", "lamp", "kettle", "knife", "pan", "apron", "novel", "atlas",
          "poems", "comic");

  /** Whether a user accepts a product: by kind, group of the product seen, group recommended. */
  private static final double[][][] WANTED = {
    {{0.42, 0.18, 0.34}, {0.30, 0.24, 0.20}, {0.36, 0.16, 0.30}},
    {{0.18, 0.36, 0.20}, {0.14, 0.40, 0.34}, {0.16, 0.38, 0.28}},
  };

  private static final double BUYS = 0.15;
  private static final double LEAVES_AFTER_CLICK = 0.10;
  private static final double LEAVES_OTHERWISE = 0.22;

  /** A user of one visit, whose draws follow from a seed. */
  static final class User {
    private final SplittableRandom random;
    private final int kind;

    User(long seed) {
      random = new SplittableRandom(seed);
      kind = random.nextDouble() < 0.6 ? 0 : 1;
    }

    /** A product that the user searches for: mostly of the kind's own group. */
    int searches() {
      int group = random.nextDouble() < 0.5 ? kind : random.nextInt(3);
      return 4 * group + random.nextInt(4);
    }

    /** Whether the user clicks the recommendation beside a product. */
    boolean clicks(int seen, int recommended) {
      double charm = 0.8 + 0.4 * charm(seen, recommended);
      double wanted = seen == recommended ? 0.02 : WANTED[kind][seen / 4][recommended / 4] * charm;
      return random.nextDouble() < wanted;
    }

    /** How well two products go together, 0 to 1: the same for all users. */
    private static double charm(int seen, int recommended) {
      return new SplittableRandom(97L * seen + recommended).nextDouble();
    }

    boolean buys() {
      return random.nextDouble() < BUYS;
    }

    boolean leaves(boolean clicked) {
      return random.nextDouble() < (clicked ? LEAVES_AFTER_CLICK : LEAVES_OTHERWISE);
    }
  }

  private World() {}
}
