package dev.recsim.learn.scores;

import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out from sessions whether slates change later rewards in ways that observations do not
 * show, as satisfaction that nobody sees. If they do, values of observations miss what a slate is
 * worth, and only the rewards that follow tell.
 *
 * <p>The later rewards of a step, discounted by at most 0.9 because those far ahead are mostly
 * noise, are regressed on the observation after it and on the number of steps before it. The mean
 * features of what was clicked, of the slate if nothing was, are then added: they explain a share
 * R^2 of the variance that is left. Of features that explain nothing, n R^2 has the mean k and the
 * variance 2 k, with n steps and k features. The effects are found if n R^2 is above the mean by
 * more than two standard deviations. They are assumed if agents observe nothing about users, or if
 * there is too little to tell.
 */
final class HiddenEffects {
  private static final int MOST_STEPS = 6_000;
  private static final int STEPS_PER_COLUMN = 10;
  private static final int MOST_COLUMNS = 200;
  private static final double DEVIATIONS = 2;
  private static final double LARGEST_DISCOUNT = 0.9;

  /** A column is left out if less than this share of it is not explained by those before. */
  private static final double NEW = 1e-8;

  private final Encoder encoder;
  private final List<Transition> steps = new ArrayList<>();
  private final List<Integer> positions = new ArrayList<>();

  /** What is left of the later rewards. */
  private double[] left = {};

  /** Orthonormal columns. */
  private final List<double[]> columns = new ArrayList<>();

  private HiddenEffects(Encoder encoder) {
    this.encoder = encoder;
  }

  /**
   * Whether there are such effects.
   *
   * @param encoder of observations and documents
   * @param discount of a step
   * @param observed steps of whole sessions
   */
  static boolean found(Encoder encoder, double discount, List<Transition> observed) {
    int known = encoder.userWidth() + 2;
    int wanted = known + encoder.documentWidth();
    if (encoder.userWidth() == 0 || wanted > MOST_COLUMNS) {
      return true;
    }
    HiddenEffects effects = new HiddenEffects(encoder);
    List<Transition> first = observed.subList(0, Math.min(observed.size(), MOST_STEPS));
    effects.take(first, Math.min(discount, LARGEST_DISCOUNT));
    return effects.steps.size() < STEPS_PER_COLUMN * wanted || effects.found();
  }

  /** Takes the steps after which sessions continue, and their later rewards. */
  private void take(List<Transition> observed, double discount) {
    double[] later = new double[observed.size()];
    for (int i = observed.size() - 2; i >= 0; i--) {
      boolean continues = observed.get(i).step().continues();
      later[i] = continues ? observed.get(i + 1).step().reward() + discount * later[i + 1] : 0;
    }
    left = new double[observed.size()];
    int position = 0;
    for (int i = 0; i < observed.size(); i++) {
      boolean continues = observed.get(i).step().continues();
      if (continues) {
        left[steps.size()] = later[i];
        steps.add(observed.get(i));
        positions.add(position);
      }
      position = continues ? position + 1 : 0;
    }
    left = Arrays.copyOf(left, steps.size());
  }

  private boolean found() {
    add(i -> 1);
    add(positions::get);
    for (int u = 0; u < encoder.userWidth(); u++) {
      int feature = u;
      add(i -> steps.get(i).step().next().user()[feature]);
    }
    double before = product(left, left);
    int known = columns.size();
    float[][] shown = steps.stream().map(this::shown).toArray(float[][]::new);
    for (int d = 0; d < encoder.documentWidth(); d++) {
      int feature = d;
      add(i -> shown[i][feature]);
    }
    int added = columns.size() - known;
    double explained = steps.size() * (1 - product(left, left) / before);
    return added > 0 && explained > added + DEVIATIONS * Math.sqrt(2.0 * added);
  }

  /** The sum of the features of what was clicked, or of the slate. */
  private float[] shown(Transition it) {
    Step step = it.step();
    Slate slate = it.slate();
    boolean clicked = step.response().clicked() >= 0;
    float[] sum = new float[encoder.documentWidth()];
    float[] document = new float[sum.length];
    for (int p = 0; p < slate.size(); p++) {
      if (!clicked || step.response().isClicked(p)) {
        encoder.document(it.observation(), slate.document(p), document, 0);
        int count = clicked ? step.response().clicks() : slate.size();
        for (int d = 0; d < sum.length; d++) {
          sum[d] += document[d] / count;
        }
      }
    }
    return sum;
  }

  private interface Column {
    double at(int step);
  }

  /** Adds a column, and takes what it explains from what is left (Gram-Schmidt). */
  private void add(Column values) {
    double[] column = new double[left.length];
    Arrays.setAll(column, values::at);
    double size = product(column, column);
    columns.forEach(it -> subtract(it, column));
    double rest = product(column, column);
    if (rest > NEW * size) {
      double length = Math.sqrt(rest);
      Arrays.setAll(column, i -> column[i] / length);
      columns.add(column);
      subtract(column, left);
    }
  }

  private static void subtract(double[] unit, double[] from) {
    double share = product(unit, from);
    for (int i = 0; i < from.length; i++) {
      from[i] -= share * unit[i];
    }
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
