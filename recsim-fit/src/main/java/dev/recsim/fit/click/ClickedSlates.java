package dev.recsim.fit.click;

import java.util.ArrayList;
import java.util.List;

/**
 * Slates that were shown and what was clicked. All have the same number of positions.
 *
 * @param documents number of documents; they are 0 .. documents - 1
 * @param shown the documents of each slate, first position first
 * @param clicked for each slate, whether each position was clicked
 */
public record ClickedSlates(int documents, List<int[]> shown, List<boolean[]> clicked) {

  /**
   * @throws IllegalArgumentException if there is no slate, if slates differ in size, show a
   *     document that does not exist, or lack clicks
   */
  public ClickedSlates {
    shown = List.copyOf(shown);
    clicked = List.copyOf(clicked);
    if (shown.isEmpty() || shown.size() != clicked.size()) {
      throw new IllegalArgumentException(
          "%s slates with clicks of %s".formatted(shown.size(), clicked.size()));
    }
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i).length != shown.get(0).length
          || clicked.get(i).length != shown.get(0).length) {
        throw new IllegalArgumentException(
            "slate %s has another number of positions than the first".formatted(i));
      }
      for (int document : shown.get(i)) {
        if (document < 0 || document >= documents) {
          throw new IllegalArgumentException(
              "slate %s shows document %s of %s".formatted(i, document, documents));
        }
      }
    }
  }

  /** Number of slates. */
  public int size() {
    return shown.size();
  }

  /** Number of positions of a slate. */
  public int positions() {
    return shown.get(0).length;
  }

  /** The slates from one to another, the latter excluded. */
  public ClickedSlates part(int from, int to) {
    return new ClickedSlates(documents, shown.subList(from, to), clicked.subList(from, to));
  }

  /** The slates with these indices. */
  public ClickedSlates select(int[] indices) {
    List<int[]> documentsOf = new ArrayList<>();
    List<boolean[]> clicksOf = new ArrayList<>();
    for (int index : indices) {
      documentsOf.add(shown.get(index));
      clicksOf.add(clicked.get(index));
    }
    return new ClickedSlates(documents, documentsOf, clicksOf);
  }

  /** The last clicked position, or -1 if nothing was clicked. */
  static int last(boolean[] clicks) {
    int last = clicks.length - 1;
    while (last >= 0 && !clicks[last]) {
      last--;
    }
    return last;
  }
}
