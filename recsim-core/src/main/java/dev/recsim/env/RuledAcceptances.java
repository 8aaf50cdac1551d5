package dev.recsim.env;

import dev.recsim.env.TransitionMatrixOptions.Rule;
import dev.recsim.random.RandomKey;

/**
 * A matrix drawn by a {@link Rule}. Documents are in random order, so their numbers say nothing.
 * Levels and sizes of groups are drawn, too, so two seeds give two different matrices of a kind.
 * Only the order is stored; a cell is drawn when it is read.
 */
final class RuledAcceptances implements Acceptances {
  /** A cell from a uniform number of its own. */
  @FunctionalInterface
  private interface Cell {
    double accept(int current, int shown, double u);
  }

  private final int n;
  private final RandomKey key;
  private final RandomKey cells;
  private final RandomKey levels;

  /** Place of each document in a random order. */
  private final int[] place;

  private final Cell cell;

  /**
   * @param rule all but {@link Rule#PERMUTATION}, which is {@link GeneratedAcceptances}
   */
  RuledAcceptances(Rule rule, int documents, RandomKey key) {
    this.n = documents;
    this.key = key;
    this.cells = key.child("cells");
    this.levels = key.child("levels");
    this.place = GeneratedAcceptances.permutation(documents, key.child("places"));
    this.cell = cell(rule);
  }

  private Cell cell(Rule rule) {
    return switch (rule) {
      case CAMPS -> camps();
      case LADDER -> ladder();
      case TRAP -> trap();
      case ALIKE -> alike();
      case MOODS -> moods();
      case DENSE -> (i, j, u) -> u;
      case HUBS -> hubs();
      case CYCLE -> cycle();
      case SPARSE -> sparse();
      // Few steps are hardly worth less than the bait, or many are clearly worth less.
      case CORRIDOR -> climb(between(0.68, 0.76, level(0)), 4 + key.below(2, 3), 0.55, 0.98);
      case LIFT -> climb(between(0.52, 0.6, level(0)), 3 + key.below(2, 2), 0.6, 0.985);
      case PERMUTATION -> throw new IllegalArgumentException("is not drawn by cells");
    };
  }

  @Override
  public int documents() {
    return n;
  }

  @Override
  public double accept(int current, int shown) {
    return cell.accept(current, shown, cells.child(current).uniform(shown));
  }

  /**
   * Camps of documents, from poor to good. Users accept documents of their own camp with 0.3 to
   * 0.95, better camps more, and those of others with 0.1 to 0.35.
   */
  private Cell camps() {
    int camps = groups(3, 5);
    double poor = between(0.35, 0.45, level(0));
    double good = between(0.88, 0.97, level(1));
    return (i, j, u) ->
        place[i] % camps == place[j] % camps
            ? between(poor, good, (double) (place[i] % camps) / Math.max(1, camps - 1)) - 0.1 * u
            : between(0.1, 0.35, u);
  }

  /**
   * A document is accepted again more often the higher it is. The one above it is accepted a little
   * less; higher ones almost never, lower ones with up to 0.35.
   */
  private Cell ladder() {
    double bottom = between(0.25, 0.35, level(0));
    double top = between(0.95, 0.98, level(1));
    double cost = between(0.06, 0.1, level(2));
    return (i, j, u) -> {
      double height = (double) place[i] / Math.max(1, n - 1);
      double again = between(bottom, top, height);
      return switch (Integer.signum(place[j] - place[i])) {
        case 0 -> again - 0.03 * u;
        case 1 -> place[j] == place[i] + 1 ? again - cost - 0.03 * u : 0.05 * u;
        default -> 0.3 * height + 0.05 * u;
      };
    };
  }

  /**
   * Some documents are accepted with 0.8 to 0.95 at all others; after them nothing is accepted with
   * more than 0.15. The others lead to one another in a circle with 0.6 to 0.75.
   */
  private Cell trap() {
    int traps = groups(1, Math.max(1, n / 4));
    double bait = between(0.8, 0.85, level(0));
    double next = between(0.6, 0.65, level(1));
    int good = Math.max(1, n - traps);
    return (i, j, u) -> {
      if (place[i] < traps) {
        return place[j] < traps ? between(0.05, 0.15, u) : 0.05 * u;
      }
      if (place[j] < traps) {
        return bait + 0.1 * u;
      }
      boolean follows = place[j] == traps + (place[i] - traps + 1) % good;
      return follows ? next + 0.1 * u : between(0.1, 0.4, u);
    };
  }

  /** All documents are accepted with nearly the same probability everywhere. */
  private Cell alike() {
    double least = between(0.4, 0.6, level(0));
    double width = between(0.15, 0.25, level(1));
    return (i, j, u) -> least + width * u;
  }

  /** Users at some documents accept more of everything; the document shown matters less. */
  private Cell moods() {
    RandomKey states = key.child("states");
    double least = between(0.25, 0.35, level(0));
    double width = between(0.25, 0.35, level(1));
    return (i, j, u) -> least + width * states.uniform(i) + 0.1 * u;
  }

  /**
   * At a hub everything is accepted with 0.75 to 0.95. Elsewhere the own group of three is accepted
   * with 0.5 to 0.65, a hub with 0.35 to 0.5, and others below 0.2.
   */
  private Cell hubs() {
    int hubs = groups(1, Math.max(1, n / 8));
    double good = between(0.75, 0.85, level(0));
    double group = between(0.5, 0.55, level(1));
    return (i, j, u) -> {
      if (place[i] < hubs) {
        return good + 0.1 * u;
      }
      if (place[j] < hubs) {
        return between(0.35, 0.5, u);
      }
      return place[j] / 3 == place[i] / 3 ? group + 0.1 * u : 0.2 * u;
    };
  }

  /** Blocks of documents in a circle: users accept those of the next block. */
  private Cell cycle() {
    int blocks = groups(3, 6);
    double next = between(0.4, 0.6, level(0));
    return (i, j, u) -> place[j] % blocks == (place[i] + 1) % blocks ? next + 0.35 * u : 0.25 * u;
  }

  /** Users at a document accept two of all, one better than the other, and nothing else. */
  private Cell sparse() {
    RandomKey chosen = key.child("chosen");
    return (i, j, u) -> {
      RandomKey own = chosen.child(i);
      double other = j == own.below(1, n) ? between(0.3, 0.6, u) : 0.02 * u;
      return j == own.below(0, n) ? between(0.55, 0.95, u) : other;
    };
  }

  /**
   * Steps up to a ring of documents that are accepted nearly always. Everywhere a bait is accepted
   * more often than the first step, and again at the bait: agents that look ahead too little stay
   * with it. Random users leave early, a good policy keeps them.
   *
   * @param step probability that a step up is accepted
   * @param steps number of documents below the ring
   * @param price how much more often the bait is accepted, times the number of steps
   * @param good probability that the next document of the ring is accepted
   */
  private Cell climb(double step, int steps, double price, double good) {
    double bait = Math.min(0.85, step + price / steps);
    int ring = 2 + key.below(3, 2);
    return (i, j, u) -> {
      int from = place[i];
      int to = place[j];
      if (to == 0) {
        return bait;
      }
      if (from > steps && from <= steps + ring) {
        return to == steps + 1 + (from - steps) % ring ? good + 0.01 * u : 0.1 * u;
      }
      boolean up = to == (from <= steps ? from + 1 : 1);
      return up ? step + 0.02 * u : 0.1 * u;
    };
  }

  /** A drawn number of groups, from least to most, at most one for each document. */
  private int groups(int least, int most) {
    return Math.min(n, least + key.below(1, most - least + 1));
  }

  /** A level of the matrix, uniform in [0, 1). */
  private double level(int index) {
    return levels.uniform(index);
  }

  private static double between(double low, double high, double u) {
    return low + (high - low) * u;
  }
}
