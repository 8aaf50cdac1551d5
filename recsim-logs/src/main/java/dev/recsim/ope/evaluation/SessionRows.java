package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.Estimator;
import dev.recsim.ope.SessionEstimators;
import dev.recsim.ope.SessionEstimators.Steps;
import dev.recsim.ope.StateWeights;
import dev.recsim.ope.StitchedSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions of several steps. */
final class SessionRows implements Rows<Steps> {
  /** Longest session for estimators that have terms for each step. */
  private static final int MOST_STEPS = 64;

  private final Target target;
  private final Survey survey;
  private final double discount;
  private final Optional<StateModel> model;
  private final double[] w;
  private final double[] r;
  private final double[] q;
  private final double[] v;
  private final long[] visited;

  SessionRows(Target target, Survey survey, double discount, Optional<StateModel> model) {
    this.target = target;
    this.survey = survey;
    this.discount = discount;
    this.model = model;
    this.w = new double[survey.steps()];
    this.r = new double[survey.steps()];
    this.q = new double[survey.steps()];
    this.v = new double[survey.steps()];
    this.visited = new long[survey.steps()];
  }

  @Override
  public List<Estimator<Steps>> estimators() {
    int steps = survey.steps();
    List<Estimator<Steps>> all = new ArrayList<>();
    if (model.isPresent() && steps <= MOST_STEPS) {
      all.add(SessionEstimators.wdr(discount, steps));
    }
    if (model.isPresent()) {
      all.add(SessionEstimators.dr(discount));
    }
    if (steps <= MOST_STEPS) {
      all.add(SessionEstimators.snPdis(discount, steps));
    }
    all.add(SessionEstimators.pdis(discount));
    all.add(SessionEstimators.snTis(discount));
    all.add(SessionEstimators.tis(discount));
    if (model.isPresent()) {
      all.add(SessionEstimators.dm());
    }
    return all;
  }

  @Override
  public Steps row(LoggedSession session) {
    for (int t = 0; t < session.steps(); t++) {
      w[t] = target.probability(session, t) / session.propensity(t);
      r[t] = session.reward(t);
    }
    model.ifPresent(it -> it.predict(session, q, v));
    return new Steps(session.steps(), w, r, q, v);
  }

  @Override
  public double unsupported(LoggedSession session) {
    return model.map(it -> it.unsupported(session)).orElse(0.0);
  }

  @Override
  public void addSteps(
      LoggedSession session, Steps row, StateWeights states, StitchedSessions stitched) {
    for (int t = 0; t < row.length(); t++) {
      visited[t] = session.state(t);
      states.add(visited[t], w[t]);
    }
    stitched.add(visited, row);
  }

  @Override
  public StitchedSessions.Slopes slopes(EstimatorSums<Steps> sums, double discount) {
    return SessionEstimators.slopes(
        sums.estimator(), sums.moments().slope(), discount, survey.steps());
  }

  @Override
  public String plain() {
    return "sn_pdis";
  }
}
