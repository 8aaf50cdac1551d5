package dev.recsim.ope;

import java.util.function.ToDoubleFunction;

/**
 * Estimators for single decisions, with weight w = target probability / logged probability of the
 * document that was shown, and reward r. A reward model predicts q for this document, and v, its
 * mean over the documents that the target policy shows.
 *
 * <p>Sources: Dudik, Langford and Li 2011 (DR); Swaminathan and Joachims 2015 (SNIPS); Wang,
 * Agarwal and Dudik 2017 (Switch-DR); Su et al. 2020 (DRos).
 */
public final class Decisions {
  private Decisions() {}

  /** A row. */
  public static final class Row {
    /** Target probability divided by logged probability. */
    public double w;

    /** Reward. */
    public double r;

    /** Predicted reward of the document shown. */
    public double q;

    /** Predicted reward of the target policy. */
    public double v;

    /** Sets all values and returns the row. */
    public Row set(double w, double r, double q, double v) {
      this.w = w;
      this.r = r;
      this.q = q;
      this.v = v;
      return this;
    }
  }

  /** The mean of the logged rewards: the value of the policy that was logged. */
  public static Estimator<Row> logged() {
    return new Mean("logged", row -> row.r);
  }

  /** Inverse propensity score: mean(w r). */
  public static Estimator<Row> ips() {
    return new Mean("ips", row -> row.w * row.r);
  }

  /** IPS with weights of at most a bound: mean(min(w, bound) r). */
  public static Estimator<Row> clipped(double bound) {
    return new Mean("clipped_ips_" + named(bound), row -> Math.min(row.w, bound) * row.r);
  }

  /** Self-normalised IPS: sum(w r) / sum(w). */
  public static Estimator<Row> snips() {
    return new Normalised("snips", row -> 0, row -> row.w * row.r);
  }

  /** Direct method: mean(v). */
  public static Estimator<Row> dm() {
    return new Mean("dm", row -> row.v);
  }

  /** Doubly robust: mean(v + w (r - q)). */
  public static Estimator<Row> dr() {
    return new Mean("dr", row -> row.v + row.w * (row.r - row.q));
  }

  /** Self-normalised doubly robust: mean(v) + sum(w (r - q)) / sum(w). */
  public static Estimator<Row> sndr() {
    return new Normalised("sndr", row -> row.v, row -> row.w * (row.r - row.q));
  }

  /** DR that ignores residuals of weights above a bound; a weight equal to it is kept. */
  public static Estimator<Row> switchDr(double bound) {
    return new Mean(
        "switch_dr_" + named(bound), row -> row.v + (row.w <= bound ? row.w * (row.r - row.q) : 0));
  }

  /** DR with shrunk weights l w / (w^2 + l); an infinite l is DR. */
  public static Estimator<Row> drOs(double l) {
    return new Mean(
        "dr_os_" + named(l),
        row -> {
          double shrunk = Double.isInfinite(l) ? row.w : l * row.w / (row.w * row.w + l);
          return row.v + shrunk * (row.r - row.q);
        });
  }

  private static String named(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private record Mean(String name, ToDoubleFunction<Row> term) implements Estimator<Row> {
    @Override
    public int ratios() {
      return 0;
    }

    @Override
    public void terms(Row row, double[] into, int at) {
      into[at] = term.applyAsDouble(row);
    }
  }

  private record Normalised(
      String name, ToDoubleFunction<Row> plain, ToDoubleFunction<Row> weighted)
      implements Estimator<Row> {
    @Override
    public int ratios() {
      return 1;
    }

    @Override
    public void terms(Row row, double[] into, int at) {
      into[at] = plain.applyAsDouble(row);
      into[at + 1] = weighted.applyAsDouble(row);
      into[at + 2] = row.w;
    }
  }
}
