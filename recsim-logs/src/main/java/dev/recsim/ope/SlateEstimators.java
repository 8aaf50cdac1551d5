package dev.recsim.ope;

/**
 * Estimators for slates with a reward of each position. With conditional probabilities of the
 * documents, given those above them, the weight of the positions up to l is {@code W_l = prod_{j <=
 * l} target_j / logged_j}.
 *
 * <p>Sources: Li et al. 2018 (IIPS); McInerney et al. 2020 (RIPS).
 */
public final class SlateEstimators {
  private SlateEstimators() {}

  /** A row; all arrays have an entry for each position. */
  public static final class Row {
    /** Conditional target probability divided by the logged one. */
    public final double[] ratio;

    /** The same of marginal probabilities, of the document at the position. */
    public final double[] marginal;

    /** Reward. */
    public final double[] r;

    /** A row of slates with this many positions. */
    public Row(int positions) {
      ratio = new double[positions];
      marginal = new double[positions];
      r = new double[positions];
    }

    /** Weight of the whole slate. */
    public double weight() {
      double weight = 1;
      for (double each : ratio) {
        weight *= each;
      }
      return weight;
    }

    /** Sum of the rewards. */
    public double reward() {
      double sum = 0;
      for (double each : r) {
        sum += each;
      }
      return sum;
    }
  }

  /** Weights of one position. */
  private enum Kind {
    /** The whole slate: right whatever users do. */
    SIPS,
    /** The position alone: right only if the response at a position ignores the others. */
    IIPS,
    /** The positions down to this one: right if users read downwards. */
    RIPS
  }

  /** mean(W_L sum_l r_l). */
  public static Estimator<Row> sips() {
    return new Summed(Kind.SIPS);
  }

  /** mean(sum_l m_l r_l), with the ratio m_l of marginal probabilities. */
  public static Estimator<Row> iips() {
    return new Summed(Kind.IIPS);
  }

  /** mean(sum_l W_l r_l). */
  public static Estimator<Row> rips() {
    return new Summed(Kind.RIPS);
  }

  /** SIPS divided by the mean weight. */
  public static Estimator<Row> snSips() {
    return new Normalised(Kind.SIPS, 1);
  }

  /** IIPS; each position is divided by its mean weight. */
  public static Estimator<Row> snIips(int positions) {
    return new Normalised(Kind.IIPS, positions);
  }

  /** RIPS; each position is divided by its mean weight. */
  public static Estimator<Row> snRips(int positions) {
    return new Normalised(Kind.RIPS, positions);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  private record Summed(Kind kind) implements Estimator<Row> {
    @Override
    public String name() {
      return SlateEstimators.name(kind);
    }

    @Override
    public int ratios() {
      return 0;
    }

    @Override
    public void terms(Row row, double[] into, int at) {
      if (kind == Kind.SIPS) {
        into[at] = row.weight() * row.reward();
        return;
      }
      double sum = 0;
      double above = 1;
      for (int l = 0; l < row.r.length; l++) {
        above *= row.ratio[l];
        sum += (kind == Kind.IIPS ? row.marginal[l] : above) * row.r[l];
      }
      into[at] = sum;
    }
  }

  private record Normalised(Kind kind, int ratios) implements Estimator<Row> {
    @Override
    public String name() {
      return "sn_" + SlateEstimators.name(kind);
    }

    @Override
    public void terms(Row row, double[] into, int at) {
      into[at] = 0;
      if (kind == Kind.SIPS) {
        into[at + 2] = row.weight();
        into[at + 1] = into[at + 2] * row.reward();
        return;
      }
      double above = 1;
      for (int l = 0; l < ratios; l++) {
        above *= row.ratio[l];
        double weight = kind == Kind.IIPS ? row.marginal[l] : above;
        into[at + 1 + 2 * l] = weight * row.r[l];
        into[at + 2 + 2 * l] = weight;
      }
    }
  }
}
