package dev.recsim.learn.slate;

import dev.recsim.api.Space;
import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
import dev.recsim.learn.AdamStep;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Layout;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values in which user and document add up:
 *
 * <pre>{@code
 * Q(u, x) = v(u) + sum over j of (b[j] + c[j] u[j]) x[j]
 * Q(u, no click) = v(u) + b0
 * }</pre>
 *
 * with v a network. Which document is better by how much is a matter of few parameters, so that
 * little experience tells; v carries what all documents share. User feature j goes with document
 * feature j, as interests do with topics; where one side has more of them, c ends with the shorter.
 */
final class AdditiveValues extends ItemValues {
  private static final String BIAS = "item.bias";
  private static final String AFFINITY = "item.affinity";
  private static final String NO_CLICK = "no_click.bias";

  private final int userFeatures;
  private final int features;
  private final int pairs;
  private final boolean learnsNoClick;

  /** b, then c, then b0. */
  private final float[] terms;

  private final float[] gradient;
  private final float[] first;
  private final float[] second;
  private final float[] combined;
  private long steps;

  private float[] userValues = {};

  /** Of the last forward pass. */
  private float[] users;

  private double[][] items;
  private int rows;

  AdditiveValues(Engine engine, SlateQOptions options, Space space, Weights weights) {
    super(engine, layout(options, space), weights);
    userFeatures = space.userFeatures().size();
    features = space.documentFeatures().size();
    pairs = Math.min(userFeatures, features);
    learnsNoClick = options.noClick() == SlateQOptions.NoClick.LEARNED;
    terms = new float[features + pairs + 1];
    gradient = new float[terms.length];
    first = new float[terms.length];
    second = new float[terms.length];
    combined = new float[features];
    loadTerms(weights);
  }

  private static Layout layout(SlateQOptions options, Space space) {
    return new Layout(0, space.userFeatures().size(), options.hidden(), 1);
  }

  /** Parameters to start from: v random, the terms 0. */
  static Weights initial(SlateQOptions options, Space space, RandomKey key) {
    int features = space.documentFeatures().size();
    int pairs = Math.min(space.userFeatures().size(), features);
    boolean learnsNoClick = options.noClick() == SlateQOptions.NoClick.LEARNED;
    return weights(
        initial(layout(options, space), key),
        new float[features],
        new float[pairs],
        learnsNoClick ? new float[1] : null);
  }

  @Override
  void evaluate(Moments moments, float[] values, float[] noClickValues) {
    ensure(moments.size());
    network.forward(null, moments.users(), moments.size(), userValues);
    for (int row = 0; row < moments.size(); row++) {
      combine(moments.users(), row);
      double[][] candidates = moments.get(row).candidates();
      int start = moments.start(row);
      for (int i = 0; i < candidates.length; i++) {
        values[start + i] = userValues[row] + dot(combined, candidates[i]);
      }
      noClickValues[row] = learnsNoClick ? userValues[row] + terms[features + pairs] : 0;
    }
  }

  /** b + c u. */
  private void combine(float[] moments, int row) {
    System.arraycopy(terms, 0, combined, 0, features);
    for (int j = 0; j < pairs; j++) {
      combined[j] += terms[features + j] * moments[row * userFeatures + j];
    }
  }

  private static float dot(float[] a, double[] x) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * x[j];
    }
    return (float) sum;
  }

  @Override
  void forward(float[] rowUsers, double[][] rowItems, int count, float[] values) {
    ensure(count);
    users = rowUsers;
    items = rowItems;
    rows = count;
    network.forward(null, users, rows, userValues);
    for (int row = 0; row < rows; row++) {
      if (items[row] == null) {
        values[row] = userValues[row] + terms[features + pairs];
      } else {
        combine(users, row);
        values[row] = userValues[row] + dot(combined, items[row]);
      }
    }
  }

  @Override
  void backward(float[] gradients) {
    super.backward(gradients);
    for (int row = 0; row < rows; row++) {
      if (items[row] == null) {
        gradient[features + pairs] += gradients[row];
      } else {
        addGradient(gradients[row], items[row], row * userFeatures);
      }
    }
  }

  private void addGradient(float d, double[] item, int user) {
    for (int j = 0; j < features; j++) {
      gradient[j] += d * (float) item[j];
    }
    for (int j = 0; j < pairs; j++) {
      gradient[features + j] += d * (float) item[j] * users[user + j];
    }
  }

  @Override
  void step(double learningRate) {
    super.step(learningRate);
    AdamStep.of(learningRate, ++steps).apply(terms, gradient, first, second);
  }

  @Override
  void follow(ItemValues source, double tau) {
    AdditiveValues other = (AdditiveValues) source;
    super.follow(source, tau);
    float keep = (float) (1 - tau);
    float take = (float) tau;
    for (int i = 0; i < terms.length; i++) {
      terms[i] = keep * terms[i] + take * other.terms[i];
    }
  }

  @Override
  Weights weights() {
    float[] bias = Arrays.copyOfRange(terms, 0, features);
    float[] affinity = Arrays.copyOfRange(terms, features, features + pairs);
    float[] noClick = learnsNoClick ? new float[] {terms[features + pairs]} : null;
    return weights(super.weights().tensors(), bias, affinity, noClick);
  }

  private static Weights weights(
      SortedMap<String, Tensor> network, float[] bias, float[] affinity, float[] noClick) {
    SortedMap<String, Tensor> tensors = new TreeMap<>(network);
    tensors.put(BIAS, Tensor.vector(bias));
    tensors.put(AFFINITY, Tensor.vector(affinity));
    if (noClick != null) {
      tensors.put(NO_CLICK, Tensor.vector(noClick));
    }
    return new Weights(tensors);
  }

  @Override
  void load(Weights weights) {
    super.load(weights);
    loadTerms(weights);
  }

  private void loadTerms(Weights weights) {
    float[] bias = weights.get(BIAS, features).data();
    float[] affinity = weights.get(AFFINITY, pairs).data();
    System.arraycopy(bias, 0, terms, 0, features);
    System.arraycopy(affinity, 0, terms, features, pairs);
    if (learnsNoClick) {
      terms[features + pairs] = weights.get(NO_CLICK, 1).data()[0];
    }
  }

  private void ensure(int count) {
    if (userValues.length < count) {
      userValues = new float[2 * count];
    }
  }
}
