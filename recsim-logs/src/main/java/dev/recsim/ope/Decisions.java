package dev.recsim.ope;

/**
 * Estimators for single decisions.
 *
 * <p>Sources: Dudik, Langford and Li 2011 (DR); Swaminathan and Joachims 2015 (SNIPS); Wang,
 * Agarwal and Dudik 2017 (Switch-DR); Su et al. 2020 (DRos).
 */
public final class Decisions {
  private Decisions() {}

  /**
   * A decision.
   *
   * @param w target probability of the document shown, divided by the logged one
   * @param r reward
   * @param q predicted reward of the document shown
   * @param v predicted reward of the target policy: the mean of q over the documents it shows
   */
  public record Decision(double w, double r, double q, double v) implements Weighted {
    /** The weighted error of the prediction. */
    double residual() {
      return w * (r - q);
    }

    @Override
    public double weight() {
      return w;
    }

    @Override
    public double reward() {
      return r;
    }
  }

  /** Inverse propensity score: mean(w r). */
  public static Estimator<Decision> ips() {
    return Estimator.mean("ips", it -> it.w * it.r);
  }

  /** IPS with weights of at most a bound: mean(min(w, bound) r). */
  public static Estimator<Decision> clipped(double bound) {
    return Estimator.biased("clipped_ips_" + named(bound), it -> Math.min(it.w, bound) * it.r);
  }

  /** Self-normalised IPS: sum(w r) / sum(w). */
  public static Estimator<Decision> snips() {
    return Estimator.normalised("snips", 1, (it, terms) -> terms.ratio(it.w * it.r, it.w));
  }

  /** Direct method: mean(v). */
  public static Estimator<Decision> dm() {
    return Estimator.biased("dm", Decision::v);
  }

  /** Doubly robust: mean(v + w (r - q)). */
  public static Estimator<Decision> dr() {
    return Estimator.mean("dr", it -> it.v + it.residual());
  }

  /** Self-normalised doubly robust: mean(v) + sum(w (r - q)) / sum(w). */
  public static Estimator<Decision> sndr() {
    return Estimator.normalised(
        "sndr",
        1,
        (it, terms) -> {
          terms.mean(it.v);
          terms.ratio(it.residual(), it.w);
        });
  }

  /** DR that ignores residuals of weights above a bound; a weight equal to it is kept. */
  public static Estimator<Decision> switchDr(double bound) {
    return Estimator.biased(
        "switch_dr_" + named(bound), it -> it.v + (it.w <= bound ? it.residual() : 0));
  }

  /** DR with shrunk weights l w / (w^2 + l); an infinite l is DR. */
  public static Estimator<Decision> drOs(double l) {
    return Estimator.biased(
        "dr_os_" + named(l),
        it -> {
          double shrunk = Double.isInfinite(l) ? it.w : l * it.w / (it.w * it.w + l);
          return it.v + shrunk * (it.r - it.q);
        });
  }

  private static String named(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
