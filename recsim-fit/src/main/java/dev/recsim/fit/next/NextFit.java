package dev.recsim.fit.next;

import dev.recsim.fit.ids.Blocks;
import dev.recsim.fit.ids.DecayedCounts;
import dev.recsim.fit.ids.Histories;
import dev.recsim.fit.ids.ImplicitFactors;
import dev.recsim.fit.log.FitWork;
import dev.recsim.fit.next.NextModel.Weights;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a {@link NextModel} to users. What is chosen by likelihood is that of the second-last
 * document of users, by counts and factors without it. The last document of each user is left out
 * for tests.
 *
 * @param rank number of factors
 * @param iterations of alternating least squares
 * @param key of its random start
 * @param work to which the fit says how far it is
 */
record NextFit(int rank, int iterations, RandomKey key, FitWork work) {
  private static final double ALPHA = 10;
  private static final double[] LAMBDAS = {0.1, 0.5};
  private static final double[] KAPPAS = {20, 100, 500};
  private static final double[] OMEGAS = {0.8, 0.95};

  /** Number of pairs of users and documents by which weights are chosen. */
  private static final int PAIRS = 20_000_000;

  private static final int LEAST_USERS = 500;

  /** Entries of a row of counts in a file. */
  private static final int FOLLOWERS = 200;

  /** What likelihood has chosen. */
  private record Chosen(double kappa, double omega, double lambda, Weights weights, double value) {}

  /**
   * Fits the model.
   *
   * @param documents their ids, for the file
   * @param leave probability that a user leaves after a document
   */
  NextParameters fit(Histories users, List<String> documents, double leave) {
    boolean once = !users.repeats();
    Histories known = users.without(2);
    Histories tests = sample(users.without(1));
    Chosen chosen = choose(known, tests, once);
    Histories training = users.without(1);
    DecayedCounts counts = work.statistics().counts(training, FOLLOWERS);
    return NextParameters.of(
        new NextParameters.Numbers(
            chosen.kappa, chosen.omega, ALPHA, chosen.lambda, chosen.weights, once, leave),
        documents,
        training.counts(),
        counts,
        columns(new ImplicitFactors(rank, ALPHA, chosen.lambda), training, LAMBDAS.length));
  }

  /** Users with two documents or more, evenly chosen; few enough for large catalogues. */
  private static Histories sample(Histories users) {
    return users.select(evenly(users.atLeast(2), Math.max(LEAST_USERS, PAIRS / users.documents())));
  }

  /** At most that many of the users, evenly chosen. */
  static int[] evenly(int[] users, int most) {
    int count = Math.min(users.length, most);
    return IntStream.range(0, count)
        .map(i -> users[(int) ((long) i * users.length / count)])
        .toArray();
  }

  private Chosen choose(Histories known, Histories tests, boolean once) {
    DecayedCounts counts = work.statistics().counts(known, FOLLOWERS);
    int[] occurrences = known.counts();
    NextChain best = null;
    Chosen chosen = null;
    for (double kappa : KAPPAS) {
      for (double omega : OMEGAS) {
        NextChain chain = new NextChain(counts, occurrences, kappa, omega);
        double value = logLikelihood(chain, tests);
        if (chosen == null || value > chosen.value) {
          best = chain;
          chosen = new Chosen(kappa, omega, 0, null, value);
        }
      }
    }
    Chosen whole = null;
    int tried = 0;
    for (double lambda : LAMBDAS) {
      ImplicitFactors factors = new ImplicitFactors(rank, ALPHA, lambda);
      double[] y = columns(factors, known, tried++);
      NextModel parts = NextModel.of(best, factors, y, new Weights(0, 0, 0), once);
      NextWeights.Fitted fitted = weights(parts, tests);
      if (whole == null || fitted.logLikelihood() > whole.value) {
        whole =
            new Chosen(
                chosen.kappa, chosen.omega, lambda, fitted.weights(), fitted.logLikelihood());
      }
    }
    return whole;
  }

  /**
   * Fits factors of the documents.
   *
   * @param before number of fits of this kind that are done
   */
  private double[] columns(ImplicitFactors factors, Histories users, int before) {
    int all = (LAMBDAS.length + 1) * iterations;
    return work.statistics()
        .factors(
            factors,
            users,
            iterations,
            key,
            done -> work.step("iteration", before * iterations + done, all));
  }

  private static double logLikelihood(NextChain chain, Histories tests) {
    NextChain.Scratch scratch = chain.new Scratch();
    double sum = 0;
    for (int u = 0; u < tests.users(); u++) {
      int last = tests.first()[u + 1] - 1;
      int next = tests.events()[last];
      sum += StrictMath.log(scratch.probability(tests.events(), tests.first()[u], last, next));
    }
    return sum;
  }

  private static NextWeights.Fitted weights(NextModel parts, Histories tests) {
    int n = tests.documents();
    float[][] chain = new float[tests.users()][n];
    float[][] affinity = new float[tests.users()][n];
    int[] next = new int[tests.users()];
    Blocks.split(
        tests.users(),
        Blocks.MOST,
        (part, from, to) -> {
          NextModel.User user = parts.new User();
          for (int u = from; u < to; u++) {
            int last = tests.first()[u + 1] - 1;
            next[u] = tests.events()[last];
            user.begin();
            for (int i = tests.first()[u]; i < last; i++) {
              user.add(tests.events()[i]);
            }
            user.update();
            for (int j = 0; j < n; j++) {
              chain[u][j] = user.isExcluded(j) ? Float.NaN : (float) user.logChain()[j];
              affinity[u][j] = (float) user.affinity()[j];
            }
          }
        });
    return new NextWeights(chain, affinity, parts.chain().logShares(), next).fit();
  }
}
