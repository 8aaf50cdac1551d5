package dev.recsim.fit.factors;

import dev.recsim.fit.factors.FactorFit.Shape;
import dev.recsim.fit.ids.Blocks;
import dev.recsim.fit.log.FitWork;
import dev.recsim.fit.recovery.AgentValues;
import dev.recsim.fit.recovery.ClickWorld;
import dev.recsim.fit.recovery.Recovery;
import dev.recsim.random.RandomKey;

/**
 * Simulates the log of a fit, and fits it again with the same shape. The simulated log has the
 * slates, the users and the lengths of sessions of the real one. Probabilities to leave are those
 * of the fit in both: their error is that of a share of all slates, which is small.
 *
 * @param sweeps of each fit
 * @param most largest number of users who are in it
 * @param minExposures documents with fewer exposures are rare
 * @param work to which the second fit says how far it is
 */
record FactorRecovery(int sweeps, Shape shape, int most, int minExposures, FitWork work) {

  /**
   * Fits again.
   *
   * @param all slates of the fit
   * @param factors of the slates
   */
  Recovery of(SlateRuns all, Factors factors, RandomKey key) {
    SlateRuns rows = all.runs() > most ? all.select(all.someRuns(most)) : all;
    double[] leave = Leaving.of(rows).probabilities();
    Factors truth = new UserSteps(factors, rows, shape.variance()).drawn(key.child("users"));
    SlateRuns simulated = simulated(rows, truth, key.child("clicks"));
    FitWork second = (what, done, steps) -> work.step(Recovery.NAME, done, steps);
    Factors again =
        new FactorFit(sweeps, key.child("fit"), second).fit(simulated, shape, rows.users());
    AgentValues agents = AgentValues.of(simulated.ratings(), rows.size(), key.child("agents"));
    ClickWorld known = World.of(truth, rows, leave);
    double[] values = agents.in(known);
    int winner = Recovery.best(values);
    return new Recovery(
        agents.names(),
        values,
        agents.in(new World(again, new UserSteps(again, simulated, shape.variance()), leave)),
        agents.rare(winner, known, all.exposures(), minExposures),
        rows == all ? null : new Recovery.Sample(rows.runs(), all.runs()));
  }

  /** The same slates with the clicks of users who are known. */
  static SlateRuns simulated(SlateRuns rows, Factors truth, RandomKey key) {
    SlateRuns simulated = rows.with(new byte[rows.slates()]);
    Blocks.of(
        rows.first(),
        (part, from, to) -> {
          Factors.Walk walk = truth.new Walk(simulated);
          for (int run = from; run < to; run++) {
            RandomKey own = key.child(run);
            for (int slate = rows.first()[run]; slate < rows.first()[run + 1]; slate++) {
              walk.at(run, slate);
              int position = AgentValues.draw(walk.p, own.uniform(slate));
              simulated.clicked()[slate] = (byte) (position < rows.size() ? position : -1);
              walk.advance(slate);
            }
          }
        });
    return simulated;
  }

  /**
   * Users of runs.
   *
   * @param users from whose posterior distributions vectors are drawn; null if they are known
   * @param rows whose runs the users are
   */
  record World(Factors factors, UserSteps users, SlateRuns rows, double[] leave)
      implements ClickWorld {

    World(Factors factors, UserSteps users, double[] leave) {
      this(factors, users, users.rows(), leave);
    }

    /** Users whose vectors are known. */
    static World of(Factors factors, SlateRuns rows, double[] leave) {
      return new World(factors, null, rows, leave);
    }

    @Override
    public double leave(boolean clicked) {
      return leave[clicked ? 0 : 1];
    }

    @Override
    public Visit open(int run, RandomKey key) {
      int d = factors.dimension;
      double[] theta = new double[d];
      if (users == null) {
        System.arraycopy(factors.theta, rows.user()[run] * d, theta, 0, d);
      } else {
        theta = users.new One().draw(run, key);
      }
      return new User(factors, theta, new double[d]);
    }
  }

  private record User(Factors factors, double[] theta, double[] state) implements ClickWorld.Visit {

    @Override
    public void probabilities(int[] slate, double[] p) {
      double sum = 0;
      for (int k = 0; k <= slate.length; k++) {
        p[k] = StrictMath.exp(k < slate.length ? score(slate[k]) : factors.c0);
        sum += p[k];
      }
      for (int k = 0; k <= slate.length; k++) {
        p[k] /= sum;
      }
    }

    private double score(int document) {
      int d = theta.length;
      double score = factors.b[document];
      for (int q = 0; q < d; q++) {
        score += (theta[q] + factors.eta * state[q]) * factors.e[document * d + q];
      }
      return score;
    }

    @Override
    public void clicked(int document) {
      for (int q = 0; q < state.length; q++) {
        state[q] *= factors.delta;
        state[q] += document < 0 ? 0 : factors.e[document * state.length + q];
      }
    }
  }
}
