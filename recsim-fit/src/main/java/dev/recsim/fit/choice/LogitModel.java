package dev.recsim.fit.choice;

import dev.recsim.algebra.Cholesky;
import java.util.Arrays;
import java.util.List;

/**
 * The multinomial logit model: of the alternatives of a decision, j is chosen with probability
 * exp(x_j b) / sum_k exp(x_k b). Source: McFadden, "Conditional logit analysis of qualitative
 * choice behavior", 1974.
 *
 * <p>Fitted by Newton's method with the exact Hessian, halving a step that lowers the likelihood.
 * The log likelihood is concave, so the maximum is unique if the Hessian is not singular.
 *
 * @param coefficients b, by feature
 * @param errors standard errors from the inverse of the Hessian
 * @param logLikelihood of the decisions of the fit, in nats
 */
public record LogitModel(double[] coefficients, double[] errors, double logLikelihood) {
  private static final int MOST_STEPS = 100;
  private static final int MOST_HALVINGS = 40;

  /** The fit ends with a step that gains less than this, in nats per decision. */
  private static final double SMALLEST_GAIN = 1e-12;

  /** Share of the curvature at b = 0 below which a coefficient is not identified. */
  private static final double VANISHING = 1e-6;

  /**
   * A decision.
   *
   * @param alternatives features of each, [alternatives][features]
   * @param chosen index of the chosen one
   */
  public record Decision(double[][] alternatives, int chosen) {}

  /**
   * Fits the model.
   *
   * @param decisions one or more, all with the same features
   * @throws IllegalArgumentException if a coefficient cannot be known: a feature is equal in all
   *     alternatives, features depend on each other, or the choice can be predicted perfectly
   */
  public static LogitModel fit(List<Decision> decisions) {
    return fit(decisions, new double[decisions.get(0).alternatives()[0].length]);
  }

  /**
   * Fits the model with a normal prior of mean 0: finds the posterior mode.
   *
   * @param decisions one or more, all with the same features
   * @param precisions of the prior of each coefficient, 0 for none
   * @throws IllegalArgumentException if a coefficient without a prior cannot be known
   */
  public static LogitModel fit(List<Decision> decisions, double[] precisions) {
    int n = precisions.length;
    double[] b = new double[n];
    double likelihood = objective(decisions, b, precisions);
    double[] flat = {};
    for (int step = 0; step < MOST_STEPS; step++) {
      Slope slope = Slope.at(b, decisions, precisions);
      Cholesky hessian = Cholesky.of(slope.hessian).orElseThrow(LogitModel::notIdentified);
      double[] newton = hessian.solve(slope.gradient);
      double gain = 0;
      for (int i = 0; i < n; i++) {
        gain += newton[i] * slope.gradient[i] / 2;
      }
      flat = step == 0 ? diagonal(slope.hessian) : flat;
      if (gain <= SMALLEST_GAIN * decisions.size()) {
        requireCurvature(diagonal(slope.hessian), flat);
        for (int i = 0; i < n; i++) {
          b[i] += newton[i];
        }
        Cholesky there =
            Cholesky.of(Slope.at(b, decisions, precisions).hessian)
                .orElseThrow(LogitModel::notIdentified);
        return new LogitModel(b, there.standardErrors(), logLikelihood(decisions, b));
      }
      likelihood = move(decisions, b, newton, likelihood, precisions);
    }
    throw notIdentified();
  }

  private static double[] diagonal(double[][] matrix) {
    double[] diagonal = new double[matrix.length];
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = matrix[i][i];
    }
    return diagonal;
  }

  /** If a feature predicts choices perfectly, b grows until the likelihood has no curvature. */
  private static void requireCurvature(double[] there, double[] atZero) {
    for (int i = 0; i < there.length; i++) {
      if (there[i] < VANISHING * atZero[i]) {
        throw notIdentified();
      }
    }
  }

  private static IllegalArgumentException notIdentified() {
    return new IllegalArgumentException(
        "a coefficient of the multinomial logit cannot be estimated: a feature is the same in all"
            + " alternatives, depends on other features, or predicts the choice perfectly;"
            + " remove it");
  }

  /** Adds the step to b, halved until the objective does not fall; returns the objective. */
  private static double move(
      List<Decision> decisions, double[] b, double[] step, double likelihood, double[] precisions) {
    double[] from = b.clone();
    double share = 1;
    for (int halving = 0; halving < MOST_HALVINGS; halving++) {
      for (int i = 0; i < b.length; i++) {
        b[i] = from[i] + share * step[i];
      }
      double there = objective(decisions, b, precisions);
      if (there >= likelihood) {
        return there;
      }
      share /= 2;
    }
    System.arraycopy(from, 0, b, 0, b.length);
    return likelihood;
  }

  private static double objective(List<Decision> decisions, double[] b, double[] precisions) {
    double sum = logLikelihood(decisions, b);
    for (int i = 0; i < b.length; i++) {
      sum -= precisions[i] * b[i] * b[i] / 2;
    }
    return sum;
  }

  private static double logLikelihood(List<Decision> decisions, double[] b) {
    double sum = 0;
    for (Decision decision : decisions) {
      sum += StrictMath.log(probabilities(decision.alternatives(), b)[decision.chosen()]);
    }
    return sum;
  }

  /** The probability of each alternative. */
  public double[] probabilities(double[][] alternatives) {
    return probabilities(alternatives, coefficients);
  }

  private static double[] probabilities(double[][] alternatives, double[] b) {
    double[] p = new double[alternatives.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < p.length; j++) {
      for (int i = 0; i < b.length; i++) {
        p[j] += alternatives[j][i] * b[i];
      }
      most = Math.max(most, p[j]);
    }
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      p[j] = StrictMath.exp(p[j] - most);
      sum += p[j];
    }
    for (int j = 0; j < p.length; j++) {
      p[j] /= sum;
    }
    return p;
  }

  /** Gradient and negative Hessian of the objective; the lower triangle of the latter. */
  private static final class Slope {
    private final double[] gradient;
    private final double[][] hessian;
    private final double[] mean;

    Slope(int n) {
      gradient = new double[n];
      hessian = new double[n][n];
      mean = new double[n];
    }

    static Slope at(double[] b, List<Decision> decisions, double[] precisions) {
      Slope slope = new Slope(b.length);
      for (Decision decision : decisions) {
        slope.add(decision, b);
      }
      for (int i = 0; i < b.length; i++) {
        slope.gradient[i] -= precisions[i] * b[i];
        slope.hessian[i][i] += precisions[i];
      }
      return slope;
    }

    void add(Decision decision, double[] b) {
      double[][] x = decision.alternatives();
      double[] p = probabilities(x, b);
      Arrays.fill(mean, 0);
      for (int j = 0; j < x.length; j++) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += p[j] * x[j][i];
        }
      }
      for (int i = 0; i < mean.length; i++) {
        gradient[i] += x[decision.chosen()][i] - mean[i];
        for (int k = 0; k <= i; k++) {
          for (int j = 0; j < x.length; j++) {
            hessian[i][k] += p[j] * (x[j][i] - mean[i]) * (x[j][k] - mean[k]);
          }
        }
      }
    }
  }
}
