package com.example.ranking;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The ranker of an application: what the user likes, with its first category promoted. */
public final class Ranker {
  private final double promotion;

  Ranker(double promotion) {
    this.promotion = promotion;
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
    double liked = IntStream.range(0, user.length).mapToDouble(i -> user[i] * item[i]).sum();
    return liked + promotion * item[0];
  }
}
