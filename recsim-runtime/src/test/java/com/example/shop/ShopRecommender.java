package com.example.shop;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Stands for a recommender that exists already and does not depend on recsim. */
public final class ShopRecommender {

  /** Returns the positions of the best items for a user, best first. */
  public int[] best(double[] user, List<double[]> items, int count) {
    return IntStream.range(0, items.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -score(user, items.get(i))))
        .limit(count)
        .mapToInt(i -> i)
        .toArray();
  }

  private static double score(double[] user, double[] item) {
    return IntStream.range(0, user.length).mapToDouble(i -> user[i] * item[i]).sum();
  }
}
