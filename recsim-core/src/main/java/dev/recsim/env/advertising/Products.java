package dev.recsim.env.advertising;

import dev.recsim.algebra.Vectors;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * The latent vectors of the products.
 *
 * @param organic vectors for browsing, [products x dimensions], each number N(0, 1)
 * @param popularity log-popularity for browsing, N(0, stddev^2), by product
 * @param advertised vectors for advertisements: {@code organic} with some rows swapped
 * @param attraction log-attraction of advertisements: {@code popularity}, swapped in the same way
 */
record Products(
    double[][] organic, double[] popularity, double[][] advertised, double[] attraction) {

  static Products draw(BrowsingAndAdsOptions options) {
    RandomKey key = RandomKey.root(options.productSeed()).child("products");
    int count = options.products();
    double[][] organic = new double[count][options.dimensions()];
    double[] popularity = new double[count];
    for (int i = 0; i < count; i++) {
      RandomKey draws = key.child(i);
      for (int k = 0; k < options.dimensions(); k++) {
        organic[i][k] = draws.gaussian(k);
      }
      popularity[i] = options.popularityStddev() * draws.gaussian(options.dimensions());
    }
    int[] order = order(organic, options.flips());
    double[][] advertised = new double[count][];
    double[] attraction = new double[count];
    for (int i = 0; i < count; i++) {
      advertised[i] = organic[order[i]];
      attraction[i] = popularity[order[i]];
    }
    return new Products(organic, popularity, advertised, attraction);
  }

  /** The order of the products after the most similar pairs have been swapped. */
  private static int[] order(double[][] rows, int flips) {
    int[] order = new int[rows.length];
    Arrays.setAll(order, i -> i);
    boolean[] swapped = new boolean[rows.length];
    for (int f = 0; f < flips; f++) {
      int[] pair = mostAlike(rows, swapped);
      order[pair[0]] = pair[1];
      order[pair[1]] = pair[0];
      swapped[pair[0]] = true;
      swapped[pair[1]] = true;
    }
    return order;
  }

  /** The pair with the largest inner product among products that are not swapped yet. */
  private static int[] mostAlike(double[][] rows, boolean[] swapped) {
    int[] pair = null;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < rows.length; i++) {
      for (int j = 0; j < i && !swapped[i]; j++) {
        double alike = Vectors.dot(rows[i], rows[j]);
        if (!swapped[j] && alike > greatest) {
          greatest = alike;
          pair = new int[] {j, i};
        }
      }
    }
    return pair;
  }
}
