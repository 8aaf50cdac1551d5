package dev.recsim.fit.recovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.NumberText;
import java.util.List;

/**
 * Whether a fit would recover its own environment. The environment simulates a log with the
 * exposures of the real one. Agents are built from this log, and the model is fitted to it. The
 * values of the agents in the second fit differ from those in the environment as those in the
 * environment may differ from those with users.
 *
 * @param agents their names
 * @param values expected clicks of a session in the environment
 * @param refitted the same in the second fit
 * @param rare share of what the agent with the highest value shows that the log shows rarely
 * @param sample who is in the second fit; null for all users
 */
public record Recovery(
    List<String> agents,
    double[] values,
    double[] refitted,
    double rare,
    @JsonInclude(Include.NON_NULL) Sample sample) {
  public static final String NAME = "recovery";

  /** Metric of environments: the share of what is shown that the log shows rarely. */
  public static final String RARE_SHARE = "rare_share";

  /**
   * Half of the interval of a difference between two agents, as a multiple of the error and of the
   * larger value. With it, intervals cover about 90 % of the differences in known worlds of 800
   * users and 200 documents, see {@code RecoveryRatesTest}.
   */
  static final double FACTOR = 3.4;

  /** An error below this one says no more: in known worlds, it is luck. */
  static final double LEAST = 0.03;

  /**
   * Some of the users. Their documents have fewer exposures than in the log, so the second fit has
   * larger errors.
   *
   * @param users number of them
   * @param all number of users of the fit
   */
  public record Sample(int users, int all) {
    private String words() {
      return " It has %s of %s users, so its documents have fewer exposures, and its errors are larger than those of all users."
          .formatted(users, all);
    }
  }

  /** A second fit of all users. */
  public Recovery(List<String> agents, double[] values, double[] refitted, double rare) {
    this(agents, values, refitted, rare, null);
  }

  /** Mean relative error of the values. */
  public double error() {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += Math.abs(refitted[i] / values[i] - 1);
    }
    return sum / values.length;
  }

  /** Half of the interval of a difference between two agents, relative to the larger value. */
  public double halfWidth() {
    return FACTOR * Math.max(LEAST, error());
  }

  /** How far differences between agents may be off. */
  public String sentence() {
    return "a difference between agents that are made from the log or trained here is off by up to %s of the larger score, as about 90 %% of the differences in known worlds are; this is %s times the error of a second fit, and at least %s"
        .formatted(
            NumberText.percent(halfWidth()),
            NumberText.text(FACTOR),
            NumberText.percent(FACTOR * LEAST));
  }

  /** Kendall's tau of both orders. */
  public double order() {
    return tau(values, refitted);
  }

  /** Kendall's tau, without a correction for ties, which count as no agreement. */
  static double tau(double[] first, double[] second) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += Math.signum(first[i] - first[j]) * Math.signum(second[i] - second[j]);
        pairs++;
      }
    }
    return sum / pairs;
  }

  /** The agent with the highest value. */
  public String winner() {
    return agents.get(best(values));
  }

  /** The number of the highest value. */
  public static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** Judges the error, the order, and what the best agent shows. */
  public List<FitFinding> findings(Accept accept) {
    double error = error();
    double order = order();
    return List.of(
        FitFinding.atMost(
            NAME,
            error,
            accept.largestRecovery(),
            accept.largestRecovery(),
            "A fit to a simulated log with the same exposures values agents made from that log %s off on average.%s"
                .formatted(NumberText.percent(error), sample == null ? "" : sample.words()),
            "The log cannot tell values of agents that exactly: log more sessions of each user, and show each document more often."),
        new FitFinding(
            NAME + "_order",
            order >= accept.leastRecoveryOrder()
                ? FitFinding.Verdict.PASSES
                : FitFinding.Verdict.FAILS,
            order,
            accept.leastRecoveryOrder(),
            accept.leastRecoveryOrder(),
            "Kendall's tau of the order of these agents is %s.%s"
                .formatted(
                    NumberText.text(order),
                    order >= accept.leastRecoveryOrder()
                        ? ""
                        : " The log cannot tell which agent is better: log more sessions of each user.")),
        FitFinding.atMost(
            "rare",
            rare,
            accept.largestRare(),
            accept.largestRare(),
            "The best of these agents, %s, shows rare documents in %s of its positions."
                .formatted(winner(), NumberText.percent(rare)),
            "Its value rests on documents about which the log says little: show them to some users at random, or leave them out."));
  }
}
