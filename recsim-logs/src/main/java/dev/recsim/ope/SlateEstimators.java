package dev.recsim.ope;

/**
 * Estimators for slates with a reward of each position. With conditional probabilities of the
 * documents, given those above them, the weight of the positions up to l is {@code W_l = prod_{j <=
 * l} target_j / logged_j}.
 *
 * <p>SIPS is right whatever users do; IIPS only if the response at a position ignores the others;
 * RIPS if users read downwards.
 *
 * <p>Sources: Li et al. 2018 (IIPS); McInerney et al. 2020 (RIPS).
 */
public final class SlateEstimators {
  private SlateEstimators() {}

  /**
   * A slate; arrays have an entry for each position.
   *
   * @param ratio conditional target probability divided by the logged one
   * @param marginal the same of marginal probabilities, of the document at the position
   * @param r reward
   */
  public record ShownSlate(double[] ratio, double[] marginal, double[] r) implements Weighted {
    /** W_L. */
    @Override
    public double weight() {
      double weight = 1;
      for (double each : ratio) {
        weight *= each;
      }
      return weight;
    }

    @Override
    public double reward() {
      double sum = 0;
      for (double each : r) {
        sum += each;
      }
      return sum;
    }
  }

  /** mean(W_L sum_l r_l). */
  public static Estimator<ShownSlate> sips() {
    return Estimator.mean("sips", slate -> slate.weight() * slate.reward());
  }

  /** SIPS divided by the mean weight. */
  public static Estimator<ShownSlate> snSips() {
    return Estimator.normalised(
        "sn_sips",
        1,
        (slate, terms) -> {
          double weight = slate.weight();
          terms.ratio(weight * slate.reward(), weight);
        });
  }

  /** mean(sum_l m_l r_l), with the ratio m_l of marginal probabilities. */
  public static Estimator<ShownSlate> iips() {
    return Estimator.mean(
        "iips",
        slate -> {
          double sum = 0;
          for (int l = 0; l < slate.r.length; l++) {
            sum += slate.marginal[l] * slate.r[l];
          }
          return sum;
        });
  }

  /** IIPS; each position is divided by its mean weight. */
  public static Estimator<ShownSlate> snIips(int positions) {
    return Estimator.normalised(
        "sn_iips",
        positions,
        (slate, terms) -> {
          for (int l = 0; l < positions; l++) {
            terms.ratio(slate.marginal[l] * slate.r[l], slate.marginal[l]);
          }
        });
  }

  /** mean(sum_l W_l r_l). */
  public static Estimator<ShownSlate> rips() {
    return Estimator.mean(
        "rips",
        slate -> {
          double sum = 0;
          double weight = 1;
          for (int l = 0; l < slate.r.length; l++) {
            weight *= slate.ratio[l];
            sum += weight * slate.r[l];
          }
          return sum;
        });
  }

  /** RIPS; each position is divided by its mean weight. */
  public static Estimator<ShownSlate> snRips(int positions) {
    return Estimator.normalised(
        "sn_rips",
        positions,
        (slate, terms) -> {
          double weight = 1;
          for (int l = 0; l < positions; l++) {
            weight *= slate.ratio[l];
            terms.ratio(weight * slate.r[l], weight);
          }
        });
  }
}
