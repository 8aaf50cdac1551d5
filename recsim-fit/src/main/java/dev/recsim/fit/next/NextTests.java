package dev.recsim.fit.next;

import dev.recsim.fit.ids.Blocks;
import dev.recsim.fit.ids.Histories;
import dev.recsim.fit.judge.Calibration;

/**
 * How well a model predicts the last document of users, among all documents.
 *
 * @param model log probability of the document under the model, by user
 * @param popularity the same if documents are drawn by their share
 * @param chain the same of the chain alone
 * @param ranks of the document under the model, from 0
 * @param topTen probability of the ten most probable documents
 */
public record NextTests(
    double[] model, double[] popularity, double[] chain, int[] ranks, double[] topTen) {
  private static final int TOP = 10;

  /** Predicts. Each user has a document or more. */
  static NextTests of(NextModel model, Histories users) {
    int n = users.users();
    NextTests tests =
        new NextTests(new double[n], new double[n], new double[n], new int[n], new double[n]);
    Blocks.split(
        n,
        Blocks.MOST,
        (part, from, to) -> {
          NextModel.User user = model.new User();
          double[] log = new double[users.documents()];
          for (int u = from; u < to; u++) {
            int last = users.first()[u + 1] - 1;
            user.begin();
            for (int i = users.first()[u]; i < last; i++) {
              user.add(users.events()[i]);
            }
            user.update();
            tests.predict(u, users.events()[last], user, model.chain(), log);
          }
        });
    return tests;
  }

  private void predict(int test, int next, NextModel.User user, NextChain shares, double[] log) {
    System.arraycopy(user.logChain(), 0, log, 0, log.length);
    user.normalize(log);
    chain[test] = log[next];
    System.arraycopy(shares.logShares(), 0, log, 0, log.length);
    user.normalize(log);
    popularity[test] = log[next];
    user.logProbabilities(log);
    model[test] = log[next];
    for (int j = 0; j < log.length; j++) {
      ranks[test] += log[j] > log[next] || log[j] == log[next] && j < next ? 1 : 0;
    }
    topTen[test] = topTen(log);
  }

  /** The probability of the ten most probable documents; destroys the array. */
  private static double topTen(double[] log) {
    double sum = 0;
    for (int k = 0; k < Math.min(TOP, log.length); k++) {
      int best = 0;
      for (int j = 1; j < log.length; j++) {
        best = log[j] > log[best] ? j : best;
      }
      sum += StrictMath.exp(log[best]);
      log[best] = Double.NEGATIVE_INFINITY;
    }
    return sum;
  }

  /** Number of users. */
  int size() {
    return model.length;
  }

  /** Share of the users whose document is among the ten most probable. */
  double hitRate() {
    double hits = 0;
    for (int rank : ranks) {
      hits += rank < TOP ? 1 : 0;
    }
    return hits / ranks.length;
  }

  /** Mean discounted gain of the document among the ten most probable. */
  double discountedGain() {
    double sum = 0;
    for (int rank : ranks) {
      sum += rank < TOP ? StrictMath.log(2) / StrictMath.log(rank + 2) : 0;
    }
    return sum / ranks.length;
  }

  /** Probabilities of the ten most probable documents, and whether the next one was among them. */
  Calibration calibration() {
    Calibration calibration = new Calibration();
    for (int t = 0; t < ranks.length; t++) {
      calibration.add(Math.min(1, topTen[t]), ranks[t] < TOP);
    }
    return calibration;
  }
}
