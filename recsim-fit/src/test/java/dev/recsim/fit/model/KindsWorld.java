package dev.recsim.fit.model;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Generate;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.fit.response.ResponseKinds;
import dev.recsim.fit.response.ShownSession;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A known world of {@code transition_matrix} with hidden kinds of users.
 *
 * @param shares of the kinds
 */
record KindsWorld(double[] shares, List<Environment> kinds) {

  /**
   * @param accepted probability that a user leaves after accepting
   * @param refused probability that a user leaves after refusing
   */
  static KindsWorld of(
      int documents, long seed, double accepted, double refused, double... shares) {
    return new KindsWorld(
        shares,
        IntStream.range(0, shares.length)
            .<Environment>mapToObj(
                k ->
                    new TransitionMatrixProvider()
                        .create(
                            new TransitionMatrixOptions(
                                documents,
                                1,
                                accepted,
                                refused,
                                new Acceptance(
                                    null, null, new Generate(1_000_003L * seed + k), null),
                                1_000_000),
                            Path.of(".")))
            .toList());
  }

  private FiniteMdp kind(int k) {
    return kinds.get(k).model().orElseThrow();
  }

  int documents() {
    return kind(0).actions();
  }

  double value(StochasticPolicy policy) {
    double sum = 0;
    for (int k = 0; k < shares.length; k++) {
      sum += shares[k] * new ExactSolver(kind(k)).value(policy).reward();
    }
    return sum;
  }

  static double value(ResponseKinds fitted, StochasticPolicy policy) {
    double sum = 0;
    for (int k = 0; k < fitted.size(); k++) {
      sum += fitted.shares()[k] * new ExactSolver(fitted.kinds().get(k)).value(policy).reward();
    }
    return sum;
  }

  /** Shows the document with the largest mean acceptance with a probability, else a random one. */
  StochasticPolicy greedy(double share, RandomKey noise) {
    int n = documents();
    double[][] table = new double[n][n];
    for (int i = 0; i < n; i++) {
      int best = 0;
      double most = -1;
      for (int j = 0; j < n; j++) {
        double mean = noise == null ? 0 : noise.uniform((long) i * n + j);
        for (int k = 0; k < shares.length; k++) {
          mean += shares[k] * kind(k).reward(i, j);
        }
        table[i][j] = (1 - share) / n;
        best = mean > most ? j : best;
        most = Math.max(most, mean);
      }
      table[i][best] += share;
    }
    return new StochasticPolicy(table);
  }

  List<ShownSession> log(int sessions, RandomKey key, StochasticPolicy by) {
    List<ShownSession> log = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      RandomKey user = key.child(i);
      int kind = draw(shares, user.child("kind").uniform(0));
      log.add(session(kinds.get(kind), by, user));
    }
    return log;
  }

  private static ShownSession session(Environment world, StochasticPolicy by, RandomKey user) {
    Session session = world.open(user.child("user"));
    RandomKey choices = user.child("choices");
    int[] states = new int[8];
    int[] shown = new int[8];
    boolean[] accepted = new boolean[8];
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    int t = 0;
    for (; status == Status.CONTINUES; t++) {
      if (t == states.length) {
        states = Arrays.copyOf(states, 2 * t);
        shown = Arrays.copyOf(shown, 2 * t);
        accepted = Arrays.copyOf(accepted, 2 * t);
      }
      states[t] = seen.state();
      shown[t] = draw(by.probabilities()[seen.state()], choices.uniform(t));
      Step step = session.recommend(Slate.of(shown[t]));
      accepted[t] = step.reward() > 0;
      seen = step.next();
      status = step.status();
    }
    return new ShownSession(
        Arrays.copyOf(states, t), Arrays.copyOf(shown, t), Arrays.copyOf(accepted, t), true);
  }

  private static int draw(double[] shares, double uniform) {
    int i = 0;
    for (double sum = shares[0]; uniform >= sum && i < shares.length - 1; sum += shares[i]) {
      i++;
    }
    return i;
  }
}
