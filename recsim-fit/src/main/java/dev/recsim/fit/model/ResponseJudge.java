package dev.recsim.fit.model;

import dev.recsim.fit.drift.Drift;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.Calibration;
import dev.recsim.fit.judge.Chance;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.Judge;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.fit.judge.Picture;
import dev.recsim.fit.judge.Predictive;
import dev.recsim.fit.judge.Surplus;
import dev.recsim.fit.judge.Unseen;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseKinds;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ShownSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Judges responses by held-out sessions. */
final class ResponseJudge implements Judge {
  /** Limit of sessions of the model; sessions of the log end before. */
  static final int LONGEST = 1_000_000;

  /** Steps after which memory could show. */
  private static final int SEVERAL = 3;

  /** Least share of sessions with as many steps. */
  private static final double ENOUGH = 0.1;

  private static final List<String> STATISTICS =
      List.of(
          "the mean session length",
          "the mean number of accepted documents in a session",
          "the share of sessions without an accepted document");

  private final ResponseModel model;
  private final ResponseKinds kinds;
  private final List<ShownSession> heldOut;

  /** Probability of acceptance in each step of each held-out session, given the steps before. */
  private final List<double[]> accepts;

  private final Drift drift;
  private final double[] lengths;
  private final SimulatedResponses simulated;
  private final UserCorrelation users;
  private final Calibration calibration = new Calibration();

  /**
   * @param model of all users as if they were alike
   * @param kinds of users
   * @param training sessions of the fit; with those held out, they tell whether users differ
   * @param drift of all sessions
   */
  ResponseJudge(
      ResponseModel model,
      ResponseKinds kinds,
      List<ShownSession> training,
      List<ShownSession> heldOut,
      Drift drift) {
    this.model = model;
    this.kinds = kinds;
    this.heldOut = heldOut;
    this.drift = drift;
    lengths = lengths(heldOut);
    List<ShownSession> all = new ArrayList<>(training);
    all.addAll(heldOut);
    users = UserCorrelation.of(kinds, all);
    simulated = new SimulatedResponses(model, kinds, heldOut);
    accepts = heldOut.stream().map(it -> kinds.user().follow(it)).toList();
    for (int i = 0; i < accepts.size(); i++) {
      for (int t = 0; t < accepts.get(i).length; t++) {
        calibration.add(accepts.get(i)[t], heldOut.get(i).accepted()[t]);
      }
    }
    addUncertainty();
  }

  /** Each of several kinds has a part of the rows of a cell only. */
  private void addUncertainty() {
    double parts = Math.sqrt(kinds.size());
    long[][] rows = new long[model.states()][model.states()];
    for (ShownSession session : heldOut) {
      for (int t = 0; t < session.length(); t++) {
        rows[session.states()[t]][session.shown()[t]]++;
      }
    }
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        calibration.uncertain(model.accept(i, j), rows[i][j], parts * model.deviation(i, j));
      }
    }
  }

  @Override
  public Prediction prediction() {
    return prediction("responses", accepts::get);
  }

  @Override
  public List<Prediction> baselines() {
    ResponseCounts counts = model.counts();
    double rate = (counts.acceptances() + 1.0) / (counts.steps() + 2);
    return List.of(
        prediction("one acceptance rate", i -> always(i, rate)),
        prediction("acceptance rate of one half", i -> always(i, 0.5)));
  }

  private double[] always(int session, double rate) {
    double[] accepts = new double[heldOut.get(session).length()];
    Arrays.fill(accepts, rate);
    return accepts;
  }

  /** Log probabilities of the responses in held-out sessions. */
  private Prediction prediction(String name, IntFunction<double[]> acceptance) {
    double[] sessions = new double[heldOut.size()];
    long decisions = 0;
    for (int i = 0; i < sessions.length; i++) {
      double[] now = acceptance.apply(i);
      decisions += now.length;
      for (int t = 0; t < now.length; t++) {
        sessions[i] += StrictMath.log(heldOut.get(i).accepted()[t] ? now[t] : 1 - now[t]);
      }
    }
    return Prediction.of(name, sessions, decisions);
  }

  @Override
  public List<FitFinding> findings(Accept accept) {
    return List.of(
        LengthFinding.of(lengths, fittedLengths(), heldOut.size(), accept.sessionLength()),
        clickRate(accept.clickRate()),
        calibration.finding(accept.calibration()),
        Predictive.of(STATISTICS, statistics(), i -> simulated.log(i, heldOut.size()))
            .finding(accept.predictive()),
        users.finding(accept.userCorrelation()),
        drift.finding(accept.drift()),
        elsewhere(accept.elsewhere()));
  }

  @Override
  public List<Unseen> notLookedFor(Accept accept) {
    List<Unseen> unseen = new ArrayList<>(drift.unseen(accept.drift()));
    users.unseen(accept.userCorrelation()).ifPresent(unseen::add);
    double several = 0;
    for (int length = SEVERAL; length < lengths.length; length++) {
      several += lengths[length];
    }
    if (several < ENOUGH) {
      unseen.add(
          new Unseen(
              "users who tire, or else remember what they were shown",
              "only %s of the sessions have %s steps or more"
                  .formatted(NumberText.percent(several), SEVERAL)));
    }
    return unseen;
  }

  @Override
  public List<Picture> pictures() {
    return List.of(LengthFinding.picture(lengths, fittedLengths()), calibration.picture());
  }

  private static double[] lengths(List<ShownSession> sessions) {
    int longest = sessions.stream().mapToInt(ShownSession::length).max().orElse(0);
    double[] lengths = new double[longest + 1];
    for (ShownSession session : sessions) {
      lengths[session.length()] += 1.0 / sessions.size();
    }
    return lengths;
  }

  private double[] fittedLengths() {
    return simulated.lengths(lengths.length - 1);
  }

  private FitFinding clickRate(double threshold) {
    Surplus surplus = new Surplus();
    for (int i = 0; i < accepts.size(); i++) {
      for (int t = 0; t < accepts.get(i).length; t++) {
        surplus.add(accepts.get(i)[t], heldOut.get(i).accepted()[t]);
      }
    }
    return FitFinding.atMost(
        "click_rate",
        Math.abs(surplus.ratio() - 1),
        threshold,
        Chance.ofLargest(surplus.deviation()),
        "Users accept %s of the shown documents in the log and %s in the model."
            .formatted(
                NumberText.percent(surplus.rate()), NumberText.percent(surplus.predictedRate())),
        "Rewards in this environment are too high or too low for all agents.");
  }

  private double[] statistics() {
    double steps = 0;
    double accepted = 0;
    double none = 0;
    for (ShownSession session : heldOut) {
      int accepts = accepts(session);
      steps += session.length();
      accepted += accepts;
      none += accepts == 0 ? 1 : 0;
    }
    double sessions = heldOut.size();
    return new double[] {steps / sessions, accepted / sessions, none / sessions};
  }

  private static int accepts(ShownSession session) {
    int accepts = 0;
    for (boolean accepted : session.accepted()) {
      accepts += accepted ? 1 : 0;
    }
    return accepts;
  }

  private FitFinding elsewhere(double threshold) {
    long acceptances = model.counts().acceptances();
    double share = acceptances == 0 ? 0 : (double) model.counts().elsewhere() / acceptances;
    return FitFinding.atMost(
        "elsewhere",
        share,
        threshold,
        0,
        "After %s of the accepted documents, the user was at another document."
            .formatted(NumberText.percent(share)),
        "The model assumes that users are at the document that they accepted; the state column"
            + " means something else.");
  }
}
