package dev.recsim.trial.classes;

import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A class of finite worlds: a rule that draws one for each key.
 *
 * @param name of the class; the number at its end is that of the documents
 * @param heldOut whether no default was chosen by its results
 */
record WorldClass(String name, boolean heldOut, Function<Draw, World> rule) {
  private static final RandomKey KEY = RandomKey.root(2026).child("classes");

  /** The world of a key. */
  World draw(int key) {
    return rule.apply(new Draw(KEY.child(name).child(key)));
  }

  /** Numbers of a world, drawn one after another. */
  static final class Draw {
    private final RandomKey key;
    private int drawn;

    private Draw(RandomKey key) {
      this.key = key;
    }

    double between(double least, double most) {
      return least + (most - least) * key.uniform(drawn++);
    }

    int below(int bound) {
      return key.below(drawn++, bound);
    }
  }

  /** All classes, those that are not held out first. */
  static List<WorldClass> all() {
    List<WorldClass> all = new ArrayList<>();
    add(all, "long-25", false, it -> dense(25, it).leaving(.002, .002));
    add(all, "long-10", false, it -> dense(10, it).leaving(.001, .004));
    add(all, "ties-40", false, it -> ties(40, it).leaving(.05, .1));
    add(all, "decay-14", false, it -> decay(14, it).leaving(.03, .1));
    add(all, "bait-16", false, it -> bait(16, it).leaving(.02, .1));
    add(all, "corridor-24", false, it -> corridor(24, 6, .7, .55, it).leaving(.01, .5));
    add(all, "fork-20", false, it -> fork(20, 4, it).leaving(.02, .2));
    add(all, "valley-32", false, it -> valley(32, .6, it).leaving(.02, .05));
    add(all, "lock-12", false, it -> lock(12, 3, it).leaving(.02, .02));
    add(all, "sparse-8", false, it -> sparse(8, it).leaving(.02, .02));
    add(all, "exit-4", false, it -> dense(4, it).leaving(.6, .6));
    add(all, "exit-30", false, it -> dense(30, it).leaving(.3, .6));
    add(all, "moods-200", false, it -> moods(5, 200, it).leaving(.05, .2));
    add(all, "lift-20", false, it -> corridor(20, 4, .75, .55, it).leaving(.005, .3));
    add(all, "club-30", false, it -> corridor(30, 1, .62, .45, it).leaving(.02, .5));
    add(all, "grid-36", false, it -> grid(6, it).leaving(.02, .3));
    add(all, "ladder-22", false, it -> ladder(22, it).leaving(.01, .05));
    add(all, "camps-40", false, it -> camps(40, it).leaving(.05, .2));
    add(all, "drains-16", false, it -> drains(16, it));
    add(all, "invest-8", false, it -> invest(10, 8, it));
    add(all, "wait-3", false, it -> wait(20, 3, it));
    add(all, "long-40", true, it -> dense(40, it).leaving(.001, .001));
    add(all, "long-ties-15", true, it -> ties(15, it).leaving(.002, .006));
    add(all, "decay-9", true, it -> decay(9, it).leaving(.005, .05));
    add(all, "bait-24", true, it -> bait(24, it).leaving(.05, .05));
    add(all, "fork-14", true, it -> fork(14, 5, it).leaving(.01, .3));
    add(all, "valley-20", true, it -> valley(20, .4, it).leaving(.01, .1));
    add(all, "lock-20", true, it -> lock(20, 2, it).leaving(.01, .05));
    add(all, "exit-12", true, it -> dense(12, it).leaving(.5, .5));
    add(all, "moods-120", true, it -> moods(9, 120, it).leaving(.01, .1));
    add(all, "invest-5", true, it -> invest(7, 5, it));
    return all;
  }

  private static void add(
      List<WorldClass> all, String name, boolean heldOut, Function<Draw, World> rule) {
    all.add(new WorldClass(name, heldOut, rule));
  }

  /** Any document may be good at any other, and some places are better than others. */
  private static World dense(int n, Draw draw) {
    World world = new World(n, n);
    for (double[] row : world.accept) {
      double scale = draw.between(.3, 1);
      Arrays.setAll(row, d -> scale * draw.between(0, 1));
    }
    return world;
  }

  /** A quarter of the documents is equally good, the others equally bad; half of the places are. */
  private static World ties(int n, Draw draw) {
    World world = new World(n, n);
    for (double[] row : world.accept) {
      double scale = draw.below(2) == 0 ? .5 : 1;
      Arrays.setAll(row, d -> scale * (draw.below(4) == 0 ? .9 : .2));
    }
    return world;
  }

  /** A document that is shown again and again loses half of its worth, up to twice. */
  private static World decay(int n, Draw draw) {
    World world = new World(3 * n, n);
    double[] worth = new double[n];
    Arrays.setAll(worth, d -> draw.between(.2, .95));
    for (int s = 0; s < 3 * n; s++) {
      int worn = s % 3;
      for (int d = 0; d < n; d++) {
        boolean again = d == s / 3;
        world.accept[s][d] = worth[d] * (again ? .5 / (1 << worn) : 1);
        world.to[s][d] = 3 * d + (again ? Math.min(worn + 1, 2) : 0);
      }
    }
    return world;
  }

  /** An eighth of the documents is accepted by nearly all, and nothing pleases after them. */
  private static World bait(int n, Draw draw) {
    World world = new World(n, n);
    for (int s = 0; s < n; s++) {
      boolean spoilt = s < n / 8;
      Arrays.setAll(
          world.accept[s], d -> (spoilt ? .3 : 1) * (d < n / 8 ? .9 : draw.between(0, .8)));
    }
    return world;
  }

  /** Document 0 is a bait everywhere; behind a corridor of some steps lies a small, good ring. */
  private static World corridor(int n, int length, double bait, double step, Draw draw) {
    World world = new World(n, n);
    int ring = length + 1 + draw.below(3);
    for (int s = 0; s < n; s++) {
      Arrays.setAll(world.accept[s], d -> draw.between(0, .1));
      world.accept[s][0] = bait;
      int next = s > ring ? 1 : s < ring ? s + 1 : length;
      world.accept[s][next] = s >= length && s <= ring ? .97 : step;
    }
    return world;
  }

  /** As a corridor; at each of its steps another document is liked better and leads into a trap. */
  private static World fork(int n, int length, Draw draw) {
    World world = corridor(n, length, .3, .55, draw);
    for (int s = 0; s < n; s++) {
      if (s < length) {
        world.accept[s][n - 1 - draw.below(n / 4)] = .8;
      } else if (s >= n - n / 4) {
        Arrays.fill(world.accept[s], 0, n - n / 4, .03);
        Arrays.fill(world.accept[s], n - n / 4, n, .2);
      }
    }
    return world;
  }

  /** Between a plateau and a better one lie two places where little is accepted. */
  private static World valley(int n, double low, Draw draw) {
    World world = new World(n, n);
    for (int s = 0; s < n; s++) {
      double height = s < n / 2 ? low : s < n / 2 + 2 ? low / 2 : .95;
      for (int d = 0; d < n; d++) {
        boolean near = Math.abs(d - s) <= 2;
        world.accept[s][d] = (near ? height : .1) * draw.between(.8, 1);
      }
    }
    return world;
  }

  /** Only the last of some right documents in a row pays; a wrong one leads back to the start. */
  private static World lock(int n, int length, Draw draw) {
    World world = new World(length, n);
    world.starts = 1;
    for (int s = 0; s < length; s++) {
      int right = draw.below(n);
      int last = s;
      Arrays.fill(world.accept[s], 1);
      Arrays.setAll(world.pay[s], d -> d == right && last == length - 1 ? 1 : 0);
      Arrays.setAll(world.to[s], d -> d == right ? (last + 1) % length : 0);
    }
    return world;
  }

  /** At each place one document of ten times the worth of the others is accepted, rarely. */
  private static World sparse(int n, Draw draw) {
    World world = new World(n, n);
    for (double[] row : world.accept) {
      int right = draw.below(n);
      Arrays.setAll(row, d -> d == right ? .003 : .0003);
    }
    return world;
  }

  /** Many documents, few states, which the documents change at random. */
  private static World moods(int states, int n, Draw draw) {
    World world = new World(states, n);
    world.scatters = false;
    for (int s = 0; s < states; s++) {
      double scale = draw.between(.4, 1);
      Arrays.setAll(world.accept[s], d -> scale * draw.between(0, 1));
      Arrays.setAll(world.to[s], d -> draw.below(states));
    }
    return world;
  }

  /** A square of places with steps to their neighbours; its upper rows are better. */
  private static World grid(int side, Draw draw) {
    World world = new World(side * side, side * side);
    for (int s = 0; s < side * side; s++) {
      int place = s;
      Arrays.setAll(
          world.accept[s],
          d -> {
            int far = Math.abs(d / side - place / side) + Math.abs(d % side - place % side);
            double row = (double) (place / side) / (side - 1);
            return far <= 1 ? (.4 + .55 * row) * draw.between(.8, 1) : .05;
          });
    }
    return world;
  }

  /** The higher a place, the better; documents at most two rungs higher are accepted. */
  private static World ladder(int n, Draw draw) {
    World world = new World(n, n);
    for (int s = 0; s < n; s++) {
      int place = s;
      double height = .3 + .65 * s / n;
      Arrays.setAll(
          world.accept[s],
          d -> {
            double rise = d > place ? .5 : d > place - 3 ? 1 : .3;
            return d > place + 2 ? .01 : height * rise * draw.between(.8, 1);
          });
    }
    return world;
  }

  /** Documents of the same camp please; some camps are better. */
  private static World camps(int n, Draw draw) {
    World world = new World(n, n);
    double[] worth = new double[4];
    Arrays.setAll(worth, c -> draw.between(.5, .95));
    for (int s = 0; s < n; s++) {
      int camp = s % 4;
      Arrays.setAll(
          world.accept[s],
          d -> (d % 4 == camp ? worth[camp] : .5 * worth[camp]) * draw.between(.5, 1));
    }
    return world;
  }

  /** As dense ones, and most users leave at a fifth of the places. */
  private static World drains(int n, Draw draw) {
    World world = dense(n, draw);
    for (int s = 0; s < n; s++) {
      Arrays.fill(world.exit[s], s % 5 == 0 ? .4 : .02);
    }
    return world;
  }

  /** Sessions of a hundred steps; document 0 pays nothing and makes the others better for long. */
  private static World invest(int levels, int n, Draw draw) {
    World world = new World(levels, n);
    world.leaving(.0005, .0005);
    world.starts = 1;
    world.longest = 100;
    world.scatters = false;
    for (int s = 0; s < levels; s++) {
      int level = s;
      Arrays.setAll(
          world.accept[s], d -> d == 0 ? .5 : draw.between(.7, 1) * (.1 + .9 * level / levels));
      Arrays.setAll(world.pay[s], d -> d == 0 ? 0 : 1);
      Arrays.setAll(world.to[s], d -> d == 0 ? Math.min(level + 1, levels - 1) : level);
    }
    return world;
  }

  /**
   * Sessions of a hundred steps; only who shows document 0 long enough earns more than a little.
   */
  private static World wait(int levels, int n, Draw draw) {
    World world = invest(levels, n, draw);
    for (int s = 0; s < levels; s++) {
      double worth = s == levels - 1 ? .95 : .4;
      Arrays.setAll(world.accept[s], d -> d == 0 ? .95 : worth * draw.between(.8, 1));
    }
    return world;
  }
}
