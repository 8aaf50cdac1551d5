package dev.recsim.fit.factors;

import dev.recsim.api.Document;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of a fit. Their features are the vector e and the constant b.
 *
 * @param dimension of the vectors
 * @param e vectors, [documents x dimension]
 * @param b constants
 * @param exposures in the log
 * @param minExposures documents with fewer exposures are rare
 */
record FactorDocuments(int dimension, float[] e, float[] b, int[] exposures, int minExposures)
    implements DocumentSampler {

  FactorDocuments {
    if (e.length != b.length * dimension || exposures.length != b.length) {
      throw new IllegalArgumentException("the tensors of documents have other sizes");
    }
  }

  /**
   * A document.
   *
   * @param features the vector, then the constant
   * @param rare whether the log shows it rarely, so that little is known about it
   */
  record Item(long id, double[] features, boolean rare) implements Document {}

  int size() {
    return b.length;
  }

  @Override
  public Class<? extends Document> documents() {
    return Item.class;
  }

  @Override
  public List<String> features() {
    List<String> names = new ArrayList<>(numbered("e", dimension));
    names.add("b");
    return names;
  }

  static List<String> numbered(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int q = 0; q < count; q++) {
      names.add(prefix + "_" + q);
    }
    return names;
  }

  @Override
  public int topics() {
    return 0;
  }

  @Override
  public Document sample(long id, RandomKey key) {
    int j = (int) id;
    double[] features = new double[dimension + 1];
    for (int q = 0; q < dimension; q++) {
      features[q] = e[j * dimension + q];
    }
    features[dimension] = b[j];
    return new Item(id, features, exposures[j] < minExposures);
  }
}
