package com.example.ranking;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The ranker of an application, which does not know recsim. */
public final class Ranker {
  private final double quality;

  Ranker(double quality) {
    this.quality = quality;
  }

  /** Returns the positions of the best items for a user, best first. */
  public int[] best(double[] user, List<double[]> items, int count) {
    return IntStream.range(0, items.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -score(user, items.get(i))))
        .limit(count)
        .mapToInt(i -> i)
        .toArray();
  }

  private double score(double[] user, double[] item) {
    return IntStream.range(0, user.length).mapToDouble(i -> (user[i] + quality) * item[i]).sum();
  }
}
