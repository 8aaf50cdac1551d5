package dev.recsim.ope;

import java.util.function.ToDoubleFunction;

/**
 * Estimates the value of a policy from the sessions of a log. The estimate is a mean plus a sum of
 * K ratios of means: a session has the {@link Terms} {@code a, b_1, c_1, ..., b_K, c_K}, and the
 * estimate of n sessions is {@code sum(a) / n + sum_k sum(b_k) / sum(c_k)}.
 *
 * @param <S> what the log says about one session
 * @param name in tables and files
 * @param ratios the number K of ratios
 * @param unbiased whether its error is that of sampling sessions; otherwise it has no interval
 * @param formula writes the terms of a session
 */
public record Estimator<S>(String name, int ratios, boolean unbiased, Formula<S> formula) {

  /** The terms of a session, at most one mean and exactly K ratios. */
  @FunctionalInterface
  public interface Formula<S> {
    void write(S session, Terms into);
  }

  /** An estimator that is a mean. */
  public static <S> Estimator<S> mean(String name, ToDoubleFunction<S> term) {
    return normalised(name, 0, (session, into) -> into.mean(term.applyAsDouble(session)));
  }

  /** An estimator with ratios. */
  public static <S> Estimator<S> normalised(String name, int ratios, Formula<S> formula) {
    return new Estimator<>(name, ratios, true, formula);
  }

  /** A mean whose error is also that of its model or bound, which the sessions do not show. */
  public static <S> Estimator<S> biased(String name, ToDoubleFunction<S> term) {
    return new Estimator<>(name, 0, false, mean(name, term).formula());
  }
}
