package dev.recsim.env;

import dev.recsim.api.Document;
import dev.recsim.env.TransitionMatrixOptions.Features;
import dev.recsim.random.RandomKey;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/**
 * Documents whose features are a random nonlinear map of their latent vector z, with noise:
 *
 * <pre>{@code
 * x[k] = tanh(b[k] + sum over m of a[k][m] z[m]) + noise n[k]
 * }</pre>
 *
 * <p>All a, b and n are drawn from N(0, 1): a and b once, n for each document. Features are stored
 * as floats; a document is made when it is read.
 */
final class FeaturedDocuments extends AbstractList<Document> implements RandomAccess {
  private final int count;

  /** [documents x count]. */
  private final float[] features;

  /**
   * @param latent the latent vectors
   * @param key all randomness
   */
  FeaturedDocuments(SimilarAcceptances latent, Features options, RandomKey key) {
    count = options.count();
    features = new float[Math.multiplyExact(latent.documents(), count)];
    int size = 2 * latent.dimension();
    double[] a = gaussians(count * size, key.child("weights"));
    double[] b = gaussians(count, key.child("biases"));
    double[] z = new double[size];
    for (int i = 0; i < latent.documents(); i++) {
      RandomKey noise = key.child("noise").child(i);
      latent.copy(i, z);
      for (int k = 0; k < count; k++) {
        double sum = b[k];
        for (int m = 0; m < size; m++) {
          sum += a[k * size + m] * z[m];
        }
        features[i * count + k] =
            (float) (StrictMath.tanh(sum) + options.noise() * noise.gaussian(k));
      }
    }
  }

  /** Returns the size of the features, in bytes. */
  static long bytes(int documents, Features options) {
    return (long) Float.BYTES * documents * options.count();
  }

  private static double[] gaussians(int count, RandomKey key) {
    double[] draws = new double[count];
    for (int i = 0; i < count; i++) {
      draws[i] = key.gaussian(i);
    }
    return draws;
  }

  /** Names of the features, each with this prefix. */
  List<String> names(String prefix) {
    return IntStream.range(0, count).mapToObj(k -> prefix + k).toList();
  }

  @Override
  public Document get(int document) {
    Objects.checkIndex(document, size());
    double[] own = new double[count];
    for (int k = 0; k < count; k++) {
      own[k] = features[document * count + k];
    }
    return new Featured(document, own);
  }

  @Override
  public int size() {
    return features.length / count;
  }

  private record Featured(long id, double[] features) implements Document {}
}
