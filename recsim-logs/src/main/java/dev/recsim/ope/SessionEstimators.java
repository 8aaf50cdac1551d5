package dev.recsim.ope;

/**
 * Estimators for sessions of several steps. Step t has the weight w_t; rho_t is the product of the
 * weights up to it, and g the discount. A model predicts q_t, the return of the document shown, and
 * v_t, its mean over the documents that the target policy shows.
 *
 * <p>Sessions have different lengths. In the normalised estimators a session that has ended stays
 * in the denominators of later steps with its last rho, as in COBS (Voloshin et al. 2021). Leaving
 * it out gives other numbers.
 *
 * <p>Sources: Precup, Sutton and Singh 2000 (TIS, PDIS); Jiang and Li 2016 (DR); Thomas and
 * Brunskill 2016 (WDR).
 */
public final class SessionEstimators {
  private SessionEstimators() {}

  /**
   * A session; arrays have an entry for each step and may be longer.
   *
   * @param length number of steps
   */
  public record Steps(int length, double[] w, double[] r, double[] q, double[] v)
      implements Weighted {
    /** rho of the last step. */
    @Override
    public double weight() {
      double rho = 1;
      for (int t = 0; t < length; t++) {
        rho *= w[t];
      }
      return rho;
    }

    @Override
    public double reward() {
      return discounted(1);
    }

    double discounted(double g) {
      double sum = 0;
      double factor = 1;
      for (int t = 0; t < length; t++) {
        sum += factor * r[t];
        factor *= g;
      }
      return sum;
    }
  }

  /** Weights of whole sessions: mean(rho_T sum_t g^t r_t). */
  public static Estimator<Steps> tis(double g) {
    return Estimator.mean("tis", it -> it.weight() * it.discounted(g));
  }

  /** TIS divided by the mean weight. */
  public static Estimator<Steps> snTis(double g) {
    return Estimator.normalised(
        "sn_tis",
        1,
        (it, terms) -> {
          double rho = it.weight();
          terms.ratio(rho * it.discounted(g), rho);
        });
  }

  /** Weights of the steps so far: mean(sum_t g^t rho_t r_t). */
  public static Estimator<Steps> pdis(double g) {
    return Estimator.mean(
        "pdis",
        it -> {
          double sum = 0;
          double rho = 1;
          double factor = 1;
          for (int t = 0; t < it.length; t++) {
            rho *= it.w[t];
            sum += factor * rho * it.r[t];
            factor *= g;
          }
          return sum;
        });
  }

  /**
   * PDIS with rho_t divided by its mean.
   *
   * @param steps steps of the longest session
   */
  public static Estimator<Steps> snPdis(double g, int steps) {
    return Estimator.normalised(
        "sn_pdis",
        steps,
        (it, terms) -> {
          double rho = 1;
          double factor = 1;
          for (int t = 0; t < it.length; t++) {
            rho *= it.w[t];
            terms.ratio(factor * rho * it.r[t], rho);
            factor *= g;
          }
          for (int t = it.length; t < steps; t++) {
            terms.ratio(0, rho);
          }
        });
  }

  /** Direct method: the mean of the predicted v of the first step. */
  public static Estimator<Steps> dm() {
    return Estimator.biased("dm", it -> it.v[0]);
  }

  /** Doubly robust: mean(sum_t g^t (rho_t (r_t - q_t) + rho_{t-1} v_t)). */
  public static Estimator<Steps> dr(double g) {
    return Estimator.mean(
        "dr",
        it -> {
          double sum = 0;
          double before = 1;
          double factor = 1;
          for (int t = 0; t < it.length; t++) {
            double rho = before * it.w[t];
            sum += factor * (rho * (it.r[t] - it.q[t]) + before * it.v[t]);
            before = rho;
            factor *= g;
          }
          return sum;
        });
  }

  /**
   * DR with rho_t and rho_{t-1} divided by their means.
   *
   * @param steps steps of the longest session
   */
  public static Estimator<Steps> wdr(double g, int steps) {
    return Estimator.normalised(
        "wdr",
        2 * steps,
        (it, terms) -> {
          double before = 1;
          double factor = 1;
          for (int t = 0; t < it.length; t++) {
            double rho = before * it.w[t];
            terms.ratio(factor * rho * (it.r[t] - it.q[t]), rho);
            terms.ratio(factor * before * it.v[t], before);
            before = rho;
            factor *= g;
          }
          for (int t = it.length; t < steps; t++) {
            terms.ratio(0, before);
            terms.ratio(0, before);
          }
        });
  }

  /**
   * What the steps add to one of the estimators above, but TIS, for {@link StitchedSessions}.
   *
   * @param slope derivative of the estimate by the mean of each term
   * @param steps steps of the longest session
   */
  public static StitchedSessions.Slopes slopes(
      Estimator<Steps> estimator, double[] slope, double g, int steps) {
    double[] value = new double[steps];
    double[] base = new double[steps];
    double[] reward = new double[steps];
    double[] weight = new double[steps];
    boolean doubly = estimator.ratios() == 2 * steps;
    double factor = 1;
    for (int t = 0; t < steps; t++) {
      if (estimator.ratios() == 0) {
        reward[t] = factor;
        value[t] = factor;
      } else {
        int at = 1 + (doubly ? 4 : 2) * t;
        reward[t] = factor * slope[at];
        weight[t] = slope[at + 1];
        value[t] = doubly ? factor * slope[at + 2] : 0;
        base[t] = doubly ? slope[at + 3] : 0;
      }
      factor *= g;
    }
    return new StitchedSessions.Slopes(value, base, reward, weight);
  }
}
