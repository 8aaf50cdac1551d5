package dev.recsim.learn.slate;

import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Layout;
import dev.recsim.random.RandomKey;

/**
 * Values by a network of the user's and the document's features. Where the value of no click is
 * learned, a one-hot of two tells documents from no click, which has features 0.
 */
final class PerceptronValues extends ItemValues {
  /** What the one-hot tells apart. */
  private static final int DOCUMENT = 0;

  private static final int NO_CLICK = 1;

  private final int userFeatures;
  private final int features;
  private final boolean learnsNoClick;

  private int[] categories = {};
  private float[] inputs = {};
  private float[] outputs = {};

  PerceptronValues(Engine engine, SlateQOptions options, Space space, Weights weights) {
    super(engine, layout(options, space), weights);
    userFeatures = space.userFeatures().size();
    features = space.documentFeatures().size();
    learnsNoClick = options.noClick() == SlateQOptions.NoClick.LEARNED;
  }

  private static Layout layout(SlateQOptions options, Space space) {
    int categories = options.noClick() == SlateQOptions.NoClick.LEARNED ? 2 : 0;
    int dense = space.userFeatures().size() + space.documentFeatures().size();
    return new Layout(categories, dense, options.hidden(), 1);
  }

  /** Random parameters to start from. */
  static Weights initial(SlateQOptions options, Space space, RandomKey key) {
    return new Weights(initial(layout(options, space), key));
  }

  @Override
  void evaluate(Moments moments, float[] values, float[] noClickValues) {
    int documents = moments.items();
    int all = documents + (learnsNoClick ? moments.size() : 0);
    ensure(all);
    for (int row = 0; row < moments.size(); row++) {
      int start = moments.start(row);
      double[][] candidates = moments.get(row).candidates();
      for (int i = 0; i < candidates.length; i++) {
        write(start + i, moments.users(), row, candidates[i]);
      }
      if (learnsNoClick) {
        write(documents + row, moments.users(), row, null);
      }
    }
    network.forward(categories, inputs, all, outputs);
    System.arraycopy(outputs, 0, values, 0, documents);
    for (int row = 0; row < moments.size(); row++) {
      noClickValues[row] = learnsNoClick ? outputs[documents + row] : 0;
    }
  }

  @Override
  void forward(float[] users, double[][] items, int rows, float[] values) {
    ensure(rows);
    for (int row = 0; row < rows; row++) {
      write(row, users, row, items[row]);
    }
    network.forward(categories, inputs, rows, values);
  }

  private void write(int at, float[] users, int row, double[] item) {
    int start = at * (userFeatures + features);
    System.arraycopy(users, row * userFeatures, inputs, start, userFeatures);
    for (int j = 0; j < features; j++) {
      inputs[start + userFeatures + j] = item == null ? 0 : (float) item[j];
    }
    categories[at] = item == null ? NO_CLICK : DOCUMENT;
  }

  private void ensure(int rows) {
    if (categories.length < rows) {
      categories = new int[2 * rows];
      inputs = new float[2 * rows * (userFeatures + features)];
      outputs = new float[2 * rows];
    }
  }
}
