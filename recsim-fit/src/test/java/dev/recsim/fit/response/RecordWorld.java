package dev.recsim.fit.response;

import dev.recsim.decide.reality.PredictedEffect;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Users, the fit to a log of them, and the effects of changes to what they are shown. */
final class RecordWorld {
  private static final int DRAWS = 30;
  private static final int LONGEST = 100_000;

  private final HiddenUsers users;
  private final HiddenUsers later;
  private final ResponseModel model;
  private final double[][] from;
  private final double value;
  private final double trueValue;
  private final double laterValue;
  private final ResponseWorld[] draws = new ResponseWorld[DRAWS];
  private final double[] drawn = new double[DRAWS];

  /**
   * Fits users.
   *
   * @param later the users after some of the tests
   * @param sessions of the log, in which each document is shown with the same probability
   */
  RecordWorld(HiddenUsers users, HiddenUsers later, int sessions, RandomKey key) {
    this.users = users;
    this.later = later;
    int n = users.documents();
    double[][] uniform = new double[n][n];
    for (double[] row : uniform) {
      Arrays.fill(row, 1.0 / n);
    }
    List<ShownSession> log = users.log(uniform, sessions, key.child("log"));
    model = new ResponseModel(ResponseCounts.of(n, log), LONGEST);
    from = ranker();
    value = value(model, from);
    trueValue = users.value(from);
    laterValue = later.value(from);
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = model.draw(i).stored();
      drawn[i] = value(draws[i], from);
    }
  }

  private static double value(ResponseWorld world, double[][] policy) {
    return new ExactSolver(world).value(new StochasticPolicy(policy)).reward();
  }

  /** What users have: half of it random, the rest the document that the model thinks best. */
  private double[][] ranker() {
    int n = model.states();
    double[][] policy = new double[n][n];
    for (int s = 0; s < n; s++) {
      Arrays.fill(policy[s], 0.5 / n);
      policy[s][best(s).get(0)] += 0.5;
    }
    return policy;
  }

  /** Documents of a state, the one that is accepted most often first. */
  private List<Integer> best(int state) {
    return IntStream.range(0, model.states())
        .boxed()
        .sorted(Comparator.comparingDouble(a -> -model.accept(state, a)))
        .toList();
  }

  /**
   * Another of the three best documents in a random number of states, often or rarely.
   *
   * @param size the least and the most that it changes, as a share
   */
  double[][] change(double[] size, RandomKey key) {
    int n = from.length;
    double states = n * (size[0] + (size[1] - size[0]) * key.uniform(0));
    double part = size[0] + (size[1] - size[0]) * key.uniform(1);
    double[][] to = new double[n][];
    for (int s = 0; s < n; s++) {
      to[s] = from[s].clone();
      if (key.child("state").uniform(s) * n < states) {
        int shown = best(s).get(key.child("document").below(s, 3));
        for (int a = 0; a < n; a++) {
          to[s][a] = (1 - part) * from[s][a] + (a == shown ? part : 0);
        }
      }
    }
    return to;
  }

  /** The value of a policy in the fit. */
  double fitted(double[][] to) {
    return value(model, to);
  }

  PredictedEffect predicted(double[][] to) {
    double effect = StrictMath.log(fitted(to) / value);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double one = StrictMath.log(value(draws[i], to) / drawn[i]);
      sum += one;
      squares += one * one;
    }
    double mean = sum / DRAWS;
    double fit = Math.sqrt(Math.max(0, squares / DRAWS - mean * mean));
    double changed =
        new ExactSolver(model).changed(new StochasticPolicy(from), new StochasticPolicy(to));
    return new PredictedEffect(effect, fit, Math.max(1e-9, changed));
  }

  double before(double[][] to) {
    return StrictMath.log(users.value(to) / trueValue);
  }

  double truth(double[][] to) {
    return StrictMath.log(later.value(to) / laterValue);
  }
}
