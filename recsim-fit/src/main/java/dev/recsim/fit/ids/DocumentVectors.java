package dev.recsim.fit.ids;

import dev.recsim.algebra.SymmetricEigen;
import dev.recsim.fit.file.FittedParameters.DocumentMap;
import dev.recsim.fit.file.FittedParameters.Near;
import dev.recsim.fit.file.FittedParameters.Place;
import dev.recsim.fit.file.FittedParameters.Similar;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the vectors of documents say about them.
 *
 * @param names ids of the documents
 * @param exposures how often the log has each
 * @param vectors [documents x dimension]
 * @param dimension of the vectors
 */
public record DocumentVectors(List<String> names, int[] exposures, float[] vectors, int dimension) {
  private static final int NAMED = 10;
  private static final int NEAREST = 5;
  private static final int DRAWN = 1_000;

  /** The documents that the log has most often. */
  private int[] most(int count) {
    return IntStream.range(0, names.size())
        .boxed()
        .sorted((i, j) -> Integer.compare(exposures[j], exposures[i]))
        .limit(count)
        .mapToInt(i -> i)
        .toArray();
  }

  /** Their neighbours and their map. */
  public Similar similar() {
    return new Similar(near(), map());
  }

  /** The documents with the largest cosines with each of the ten that the log has most often. */
  public List<Near> near() {
    return Arrays.stream(most(NAMED)).mapToObj(i -> new Near(names.get(i), nearest(i))).toList();
  }

  private List<String> nearest(int document) {
    double[] cosines = new double[names.size()];
    Arrays.setAll(cosines, j -> product(document, j) / Math.sqrt(product(j, j)));
    return IntStream.range(0, cosines.length)
        .filter(j -> j != document)
        .boxed()
        .sorted((i, j) -> Double.compare(cosines[j], cosines[i]))
        .limit(NEAREST)
        .map(names::get)
        .toList();
  }

  private double product(int i, int j) {
    double sum = 0;
    for (int q = 0; q < dimension; q++) {
      sum += vectors[i * dimension + q] * (double) vectors[j * dimension + q];
    }
    return sum;
  }

  /**
   * The thousand documents that the log has most often, on the plane of their first two principal
   * components; without places if there are fewer than three documents or two dimensions.
   */
  public DocumentMap map() {
    int[] drawn = most(DRAWN);
    if (drawn.length <= 2 || dimension < 2) {
      return DocumentMap.NONE;
    }
    double[] mean = new double[dimension];
    for (int document : drawn) {
      for (int q = 0; q < dimension; q++) {
        mean[q] += vectors[document * dimension + q] / (double) drawn.length;
      }
    }
    double[][] covariance = new double[dimension][dimension];
    for (int document : drawn) {
      for (int q = 0; q < dimension; q++) {
        double one = vectors[document * dimension + q] - mean[q];
        for (int r = 0; r < dimension; r++) {
          covariance[q][r] += one * (vectors[document * dimension + r] - mean[r]);
        }
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    double all = Arrays.stream(eigen.values()).sum();
    if (!(all > 0)) {
      return DocumentMap.NONE;
    }
    double[] first = eigen.vectors()[0];
    double[] second = eigen.vectors()[1];
    return new DocumentMap(
        eigen.values()[0] / all,
        Math.max(0, eigen.values()[1]) / all,
        Arrays.stream(drawn)
            .mapToObj(
                i ->
                    new Place(
                        names.get(i), along(first, mean, i), along(second, mean, i), exposures[i]))
            .toList());
  }

  private double along(double[] axis, double[] mean, int document) {
    double sum = 0;
    for (int q = 0; q < dimension; q++) {
      sum += axis[q] * (vectors[document * dimension + q] - mean[q]);
    }
    return sum;
  }
}
