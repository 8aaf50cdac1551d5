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
   * A row; arrays have an entry for each step and may be longer.
   *
   * @param length number of steps
   */
  public record Row(int length, double[] w, double[] r, double[] q, double[] v) {
    /** Weight of the whole session. */
    public double weight() {
      double rho = 1;
      for (int t = 0; t < length; t++) {
        rho *= w[t];
      }
      return rho;
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

  /** The mean of the logged returns. */
  public static Estimator<Row> logged(double g) {
    return new Mean("logged", (row) -> row.discounted(g));
  }

  /** Weights of whole sessions: mean(rho_T sum_t g^t r_t). */
  public static Estimator<Row> tis(double g) {
    return new Mean("tis", row -> row.weight() * row.discounted(g));
  }

  /** TIS divided by the mean weight. */
  public static Estimator<Row> snTis(double g) {
    return new Normalised("sn_tis", 1) {
      @Override
      public void terms(Row row, double[] into, int at) {
        into[at] = 0;
        into[at + 2] = row.weight();
        into[at + 1] = into[at + 2] * row.discounted(g);
      }
    };
  }

  /** Weights of the steps so far: mean(sum_t g^t rho_t r_t). */
  public static Estimator<Row> pdis(double g) {
    return new Mean(
        "pdis",
        row -> {
          double sum = 0;
          double rho = 1;
          double factor = 1;
          for (int t = 0; t < row.length(); t++) {
            rho *= row.w()[t];
            sum += factor * rho * row.r()[t];
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
  public static Estimator<Row> snPdis(double g, int steps) {
    return new Normalised("sn_pdis", steps) {
      @Override
      public void terms(Row row, double[] into, int at) {
        into[at] = 0;
        double rho = 1;
        double factor = 1;
        for (int t = 0; t < steps; t++) {
          boolean open = t < row.length();
          rho *= open ? row.w()[t] : 1;
          into[at + 1 + 2 * t] = open ? factor * rho * row.r()[t] : 0;
          into[at + 2 + 2 * t] = rho;
          factor *= g;
        }
      }
    };
  }

  /** Direct method: the mean of the predicted v of the first step. */
  public static Estimator<Row> dm() {
    return new Mean("dm", row -> row.v()[0]);
  }

  /** Doubly robust: mean(sum_t g^t (rho_t (r_t - q_t) + rho_{t-1} v_t)). */
  public static Estimator<Row> dr(double g) {
    return new Mean(
        "dr",
        row -> {
          double sum = 0;
          double before = 1;
          double factor = 1;
          for (int t = 0; t < row.length(); t++) {
            double rho = before * row.w()[t];
            sum += factor * (rho * (row.r()[t] - row.q()[t]) + before * row.v()[t]);
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
  public static Estimator<Row> wdr(double g, int steps) {
    return new Normalised("wdr", 2 * steps) {
      @Override
      public void terms(Row row, double[] into, int at) {
        into[at] = 0;
        double before = 1;
        double factor = 1;
        for (int t = 0; t < steps; t++) {
          boolean open = t < row.length();
          double rho = open ? before * row.w()[t] : before;
          int place = at + 1 + 4 * t;
          into[place] = open ? factor * rho * (row.r()[t] - row.q()[t]) : 0;
          into[place + 1] = rho;
          into[place + 2] = open ? factor * before * row.v()[t] : 0;
          into[place + 3] = before;
          before = rho;
          factor *= g;
        }
      }
    };
  }

  private record Mean(String name, java.util.function.ToDoubleFunction<Row> term)
      implements Estimator<Row> {
    @Override
    public int ratios() {
      return 0;
    }

    @Override
    public void terms(Row row, double[] into, int at) {
      into[at] = term.applyAsDouble(row);
    }
  }

  private abstract static class Normalised implements Estimator<Row> {
    private final String name;
    private final int ratios;

    private Normalised(String name, int ratios) {
      this.name = name;
      this.ratios = ratios;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int ratios() {
      return ratios;
    }
  }
}
