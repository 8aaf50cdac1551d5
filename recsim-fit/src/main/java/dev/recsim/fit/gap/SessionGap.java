package dev.recsim.fit.gap;

import dev.recsim.api.FiniteMdp;
import dev.recsim.api.FiniteMdp.Posterior;
import dev.recsim.exact.StochasticPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * The gap of finite environments, computed exactly. With V, Q and d, the values and visits of the
 * log's estimated policy in the environment, v its expected reward, and d' the visits in the log,
 * session i adds
 *
 * <pre>psi_i = [sum over its steps of (d/d')(s) (Q(s, a) - V(s)) - (v/y) (R_i - y)] / y</pre>
 *
 * <p>to the error of the gap v/y - 1, where y is the mean of the rewards R_i. The first term is the
 * error of the estimated policy, which cancels part of the second.
 */
public final class SessionGap {
  private final List<Kind> kinds = new ArrayList<>();
  private final List<LoggedSteps> log;
  private final StochasticPolicy policy;

  /** The environment of a kind of users, its share, and the policy's values in it. */
  private record Kind(
      FiniteMdp model,
      double share,
      PolicyChain chain,
      double[] values,
      double[] visits,
      double value) {

    static Kind of(FiniteMdp model, double share, StochasticPolicy policy) {
      PolicyChain chain = new PolicyChain(model, policy);
      double[] values = chain.values();
      return new Kind(model, share, chain, values, chain.visits(), chain.value(values));
    }
  }

  /**
   * @param log one session or more
   */
  private SessionGap(List<LoggedSteps> log, StochasticPolicy policy) {
    this.log = log;
    this.policy = policy;
  }

  /**
   * The gap of an environment.
   *
   * @param log one session or more
   */
  public static Gap of(FiniteMdp model, List<LoggedSteps> log) {
    return of(model, log, LoggedSteps.policy(log, model.states(), model.actions()));
  }

  /** The gap of an environment under a policy that is known, or is that of the log. */
  public static Gap of(FiniteMdp model, List<LoggedSteps> log, StochasticPolicy policy) {
    SessionGap gap = new SessionGap(log, policy);
    gap.kinds.add(Kind.of(model, 1, policy));
    double observed = observed(log);
    double seFit = errorOfFit(model, log, policy);
    Double withoutPrior =
        model instanceof WithoutPrior it ? gap.predicted(it.withoutPrior()) / observed - 1 : null;
    double thin = model.posterior().map(gap::thinSteps).orElse(0.0);
    // Only a model that knows what follows a response can tell responses from leaving.
    Gap.Parts parts =
        model instanceof AfterResponse it ? gap.parts(it, gap.kinds.get(0), observed) : null;
    return gap.of(observed, seFit, thin, withoutPrior, parts);
  }

  /** Standard error of the gap because the log of the fit is finite; 0 if that is not known. */
  static double errorOfFit(FiniteMdp model, List<LoggedSteps> log, StochasticPolicy policy) {
    SessionGap gap = new SessionGap(log, policy);
    return model.posterior().map(it -> gap.spread(it) / observed(log)).orElse(0.0);
  }

  /**
   * The gap of an environment whose users are of hidden kinds. It has no parts.
   *
   * @param models of the kinds, of the same states and actions
   * @param shares of the kinds, which add up to 1
   * @param seFit standard error of the gap because the log of the fit is finite
   */
  public static Gap ofKinds(
      List<? extends FiniteMdp> models,
      double[] shares,
      List<LoggedSteps> log,
      StochasticPolicy policy,
      double seFit) {
    SessionGap gap = new SessionGap(log, policy);
    for (int k = 0; k < shares.length; k++) {
      gap.kinds.add(Kind.of(models.get(k), shares[k], policy));
    }
    return gap.of(observed(log), seFit, 0, null, null);
  }

  /** The mean reward of a session. */
  static double observed(List<LoggedSteps> log) {
    double sum = 0;
    for (LoggedSteps session : log) {
      sum += session.reward();
    }
    return sum / log.size();
  }

  /** The value of the policy in an environment. */
  private double predicted(FiniteMdp model) {
    PolicyChain chain = new PolicyChain(model, policy);
    return chain.value(chain.values());
  }

  private Gap of(double observed, double seFit, double thin, Double withoutPrior, Gap.Parts parts) {
    double predicted = 0;
    for (Kind kind : kinds) {
      predicted += kind.share * kind.value;
    }
    return new Gap(
        log.size(),
        predicted,
        observed,
        predicted / observed - 1,
        deviation(observed, predicted) / Math.sqrt(log.size()),
        seFit,
        thin,
        withoutPrior,
        parts);
  }

  /** The standard deviation of psi. */
  private double deviation(double observed, double predicted) {
    double[] visits = new double[policy.probabilities().length];
    for (LoggedSteps session : log) {
      for (int state : session.states()) {
        visits[state] += 1.0 / log.size();
      }
    }
    CellFigures advantages =
        new CellFigures((state, action) -> advantage(state, action) / visits[state]);
    double sum = 0;
    double squares = 0;
    for (LoggedSteps session : log) {
      double policyTerm = 0;
      for (int t = 0; t < session.length(); t++) {
        policyTerm += advantages.of(session.states()[t], session.actions()[t]);
      }
      double psi = (policyTerm - predicted / observed * (session.reward() - observed)) / observed;
      sum += psi;
      squares += psi * psi;
    }
    double mean = sum / log.size();
    return Math.sqrt(Math.max(0, squares / log.size() - mean * mean));
  }

  /** What an action earns more than the policy in all visits of a session to a state. */
  private double advantage(int state, int action) {
    double sum = 0;
    for (Kind kind : kinds) {
      double more = actionValue(kind, state, action) - kind.values[state];
      sum += kind.share * kind.visits[state] * more;
    }
    return sum;
  }

  private static double actionValue(Kind kind, int state, int action) {
    return kind.model.reward(state, action) + next(kind, state, action);
  }

  /** Expected value of the state after an action. */
  private static double next(Kind kind, int state, int action) {
    double[] row = new double[kind.values.length];
    kind.model.transition(state, action, row);
    double sum = 0;
    for (int s = 0; s < row.length; s++) {
      sum += row[s] * kind.values[s];
    }
    return sum;
  }

  /** The standard deviation of the policy's value in draws of the posterior distribution. */
  private double spread(Posterior posterior) {
    double[] values = new double[posterior.draws()];
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = predicted(posterior.draw(i));
      mean += values[i] / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  private double thinSteps(Posterior posterior) {
    double thin = 0;
    double steps = 0;
    for (LoggedSteps session : log) {
      for (int t = 0; t < session.length(); t++) {
        thin += posterior.rows(session.states()[t], session.actions()[t]) < Gap.ENOUGH ? 1 : 0;
        steps++;
      }
    }
    return thin / steps;
  }

  /** The simulation lemma, summed over the steps of the log. */
  private Gap.Parts parts(AfterResponse model, Kind kind, double observed) {
    CellFigures expected = new CellFigures((state, action) -> actionValue(kind, state, action));
    CellFigures accepted =
        new CellFigures((state, action) -> model.after(state, action, true, kind.values));
    CellFigures refused =
        new CellFigures((state, action) -> model.after(state, action, false, kind.values));
    double start = 0;
    double responses = 0;
    double leaving = 0;
    for (LoggedSteps session : log) {
      start += kind.values[session.states()[0]] - kind.value;
      for (int t = 0; t < session.length(); t++) {
        int state = session.states()[t];
        int action = session.actions()[t];
        double reward = session.rewards()[t];
        double then = (reward > 0 ? accepted : refused).of(state, action);
        double next = t + 1 < session.length() ? kind.values[session.states()[t + 1]] : 0;
        responses += reward + then - expected.of(state, action);
        leaving += next - then;
      }
    }
    double all = -observed * log.size();
    return new Gap.Parts(start / all, responses / all, leaving / all);
  }
}
