package dev.recsim.fit.factors;

import dev.recsim.fit.factors.FactorFit.Shape;
import dev.recsim.fit.factors.FactorRecovery.World;
import dev.recsim.fit.log.FitWork;
import dev.recsim.fit.recovery.AgentValues;
import dev.recsim.fit.recovery.Recovery;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Users and documents that are known, and a log of them. Documents have 20 dimensions with the
 * variances 1 / k, in sum 1; vectors of users have the variance 1.8^2. Slates have five documents,
 * drawn by their popularity, which is loosely tied to how good they are.
 *
 * @param users number of users
 * @param documents number of documents
 * @param exponent popularity is rank^-exponent
 * @param randomShare share of slates of random documents
 * @param eta weight of the state
 * @param key of all draws
 */
record KnownWorld(
    int users, int documents, double exponent, double randomShare, double eta, RandomKey key) {
  private static final int DIMENSION = 20;
  private static final double SCORE = 1.8;
  private static final double VARIANCE_OF_B = 0.5;
  private static final double C0 = 4;
  private static final double ETA = 0.8;
  private static final int SLATE = 5;
  private static final int SLATES_OF_A_USER = 50;
  private static final double[] LEAVE = {0.09, 0.2};

  KnownWorld(int users, int documents, double exponent, double randomShare, RandomKey key) {
    this(users, documents, exponent, randomShare, ETA, key);
  }

  /** The log. */
  SlateRuns log() {
    return log(truth());
  }

  /**
   * Values of agents that are built from the log.
   *
   * @param shape of the fit
   * @param truth in the known world
   * @param fit in the environment
   * @param recovery of the environment
   */
  record Outcome(
      Shape shape, List<String> agents, double[] truth, double[] fit, Recovery recovery) {

    /** The relative error of each value, as a share of the value in the environment. */
    double[] errors() {
      return IntStream.range(0, fit.length)
          .mapToDouble(i -> Math.abs(truth[i] / fit[i] - 1))
          .toArray();
    }

    /** Mean relative error, as a share of the true values. */
    double meanError() {
      return IntStream.range(0, fit.length)
          .mapToDouble(i -> Math.abs(fit[i] / truth[i] - 1))
          .average()
          .orElseThrow();
    }

    /** Kendall's tau of the order in the environment. */
    double order() {
      return new Recovery(agents, truth, fit, 0).order();
    }
  }

  /** Fits the log with the shape that is chosen by it; see the other method. */
  Outcome outcome(int sweeps) {
    Factors truth = truth();
    SlateRuns rows = log(truth);
    Shape shape = new ShapeChoice(sweeps, key.child("shape"), FitWork.NONE).of(rows, null, null);
    return outcome(truth, rows, shape, sweeps, false);
  }

  /** Fits the log, and compares the values of agents that are built from it. */
  Outcome outcome(Shape shape, int sweeps, boolean withRecovery) {
    Factors truth = truth();
    return outcome(truth, log(truth), shape, sweeps, withRecovery);
  }

  private Outcome outcome(
      Factors truth, SlateRuns rows, Shape shape, int sweeps, boolean withRecovery) {
    Factors factors = new FactorFit(sweeps, key.child("fit"), FitWork.NONE).fit(rows, shape, users);
    AgentValues agents = AgentValues.of(rows.ratings(), SLATE, key.child("agents"));
    UserSteps posterior = new UserSteps(factors, rows, shape.variance());
    return new Outcome(
        shape,
        agents.names(),
        agents.in(World.of(truth, rows, LEAVE)),
        agents.in(new World(factors, posterior, Leaving.of(rows).probabilities())),
        withRecovery
            ? new FactorRecovery(sweeps, shape, users, 20, FitWork.NONE)
                .of(rows, factors, key.child("recovery"))
            : null);
  }

  private Factors truth() {
    double sum = IntStream.rangeClosed(1, DIMENSION).mapToDouble(k -> 1.0 / k).sum();
    double[] e = normal("e", documents * DIMENSION);
    for (int i = 0; i < e.length; i++) {
      e[i] /= Math.sqrt(sum * (1 + i % DIMENSION));
    }
    double[] theta = normal("theta", users * DIMENSION);
    Arrays.setAll(theta, i -> SCORE * theta[i]);
    double[] b = normal("b", documents);
    Arrays.setAll(b, j -> Math.sqrt(VARIANCE_OF_B) * b[j]);
    Factors truth = new Factors(DIMENSION, e, b, theta);
    truth.c0 = C0;
    truth.eta = eta;
    return truth;
  }

  private double[] normal(String name, int count) {
    double[] drawn = new double[count];
    Arrays.setAll(drawn, key.child(name)::gaussian);
    return drawn;
  }

  /** The sum of the popularities up to each document. */
  private double[] popularity(Factors truth) {
    double[] noise = normal("popularity", documents);
    int[] order =
        IntStream.range(0, documents)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> -truth.b[j] - noise[j]))
            .mapToInt(j -> j)
            .toArray();
    double[] sums = new double[documents];
    for (int rank = 0; rank < documents; rank++) {
      sums[order[rank]] = StrictMath.pow(rank + 1, -exponent);
    }
    Arrays.parallelPrefix(sums, Double::sum);
    return sums;
  }

  private SlateRuns log(Factors truth) {
    double[] popularity = popularity(truth);
    SlateRuns.Builder builder = new SlateRuns.Builder(SLATE);
    int[] slate = new int[SLATE];
    double[] p = new double[SLATE + 1];
    World world =
        World.of(
            truth,
            new SlateRuns(
                documents,
                SLATE,
                new int[users + 1],
                IntStream.range(0, users).toArray(),
                new int[0],
                new byte[0],
                new byte[0]),
            LEAVE);
    for (int user = 0; user < users; user++) {
      RandomKey own = key.child("log").child(user);
      var visit = world.open(user, own);
      int start = SlateRuns.START;
      for (int t = 0; t < SLATES_OF_A_USER; t++) {
        RandomKey step = own.child(t);
        draw(popularity, step, slate);
        visit.probabilities(slate, p);
        int position = AgentValues.draw(p, step.uniform(0));
        boolean clicked = position < SLATE;
        visit.clicked(clicked ? slate[position] : -1);
        boolean left = step.uniform(1) < world.leave(clicked);
        int end = left ? SlateRuns.LEFT : t == SLATES_OF_A_USER - 1 ? 0 : SlateRuns.STAYED;
        builder.add(user, slate, clicked ? position : -1, start | end);
        start = left ? SlateRuns.START : 0;
        visit = left ? world.open(user, own) : visit;
      }
    }
    return builder.build(
        documents, IntStream.range(0, documents).toArray(), IntStream.range(0, users).toArray());
  }

  /** Draws different documents by their popularity, or with equal probabilities. */
  private void draw(double[] sums, RandomKey step, int[] slate) {
    boolean random = step.uniform(2) < randomShare;
    RandomKey draws = step.child("slate");
    long draw = 0;
    for (int k = 0; k < slate.length; ) {
      double uniform = draws.uniform(draw++);
      int place = Arrays.binarySearch(sums, uniform * sums[documents - 1]);
      int document = random ? (int) (uniform * documents) : place < 0 ? -1 - place : place + 1;
      int last = k;
      if (IntStream.range(0, last).noneMatch(i -> slate[i] == document)) {
        slate[k++] = document;
      }
    }
  }
}
