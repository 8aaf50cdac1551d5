package dev.recsim.fit.model;

import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.IndependentSymbols;
import dev.recsim.fit.chain.Sequences;
import dev.recsim.fit.chain.SessionModel;
import dev.recsim.fit.drift.Drift;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.Chance;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.Judge;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.fit.judge.Picture;
import dev.recsim.fit.judge.Predictive;
import dev.recsim.fit.judge.Unseen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges chains by held-out sessions.
 *
 * @param name of the model
 * @param training sessions of the fit
 * @param first sessions of the first fifth of the log
 * @param last sessions of the last fifth
 * @param drift of all sessions
 */
record SessionJudge(
    String name,
    ChainMixture model,
    Sequences training,
    Sequences heldOut,
    Sequences first,
    Sequences last,
    Drift drift)
    implements Judge {
  private static final List<String> STATISTICS =
      List.of(
          "the mean session length",
          "the share of sessions with one step",
          "the mean number of distinct documents");

  @Override
  public Prediction prediction() {
    return prediction(name, model);
  }

  @Override
  public List<Prediction> baselines() {
    return List.of(
        prediction("independent documents", IndependentSymbols.fit(training)),
        prediction("uniform documents", IndependentSymbols.uniform(heldOut.symbols())));
  }

  private Prediction prediction(String predicting, SessionModel other) {
    return new Prediction(
        predicting, other.logProbabilities(heldOut), heldOut.counts(), heldOut.events());
  }

  @Override
  public List<FitFinding> findings(Accept accept) {
    double[] data = heldOut.lengths();
    double[] fitted = model.lengths(data.length - 1);
    return List.of(
        LengthFinding.of(data, fitted, heldOut.sessions(), accept.sessionLength()),
        predictive().finding(accept.predictive()),
        drift.finding(ends(accept.drift())));
  }

  private Predictive predictive() {
    SimulatedChains simulated = new SimulatedChains(model);
    SimulatedChains.Statistics data = new SimulatedChains.Statistics(heldOut.symbols());
    for (int i = 0; i < heldOut.counts().length; i++) {
      data.add(heldOut.distinct().get(i), heldOut.length(i), heldOut.counts()[i]);
    }
    long sessions = heldOut.sessions();
    return Predictive.of(STATISTICS, data.values(), i -> simulated.log(i, sessions));
  }

  private FitFinding ends(double threshold) {
    long[] before = first.occurrences();
    long[] after = last.occurrences();
    double events = first.events();
    double lastEvents = last.events();
    double distance = 0;
    double[] shares = new double[before.length];
    for (int i = 0; i < before.length; i++) {
      distance += Math.abs(before[i] / events - after[i] / lastEvents) / 2;
      shares[i] = (before[i] + after[i]) / (events + lastEvents);
    }
    double[] variances = variances(shares, first);
    double[] others = variances(shares, last);
    double[] deviations = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      deviations[i] = Math.sqrt(variances[i] + others[i]) / 2;
    }
    return FitFinding.atMost(
        "drift",
        distance,
        threshold,
        Chance.ofAbsoluteSum(deviations),
        "Between the first and the last fifth of the log, %s of the document views changed."
            .formatted(NumberText.percent(distance)),
        Drift.MEANING);
  }

  /** Variances of the shares of symbols in a log, whose sessions are independent of each other. */
  private static double[] variances(double[] shares, Sequences log) {
    double[] squares = new double[shares.length];
    double all = 0;
    for (int i = 0; i < log.counts().length; i++) {
      int[] session = log.distinct().get(i).clone();
      double length = session.length;
      all += log.counts()[i] * length * length;
      Arrays.sort(session);
      for (int from = 0; from < session.length; ) {
        int to = from;
        while (to < session.length && session[to] == session[from]) {
          to++;
        }
        double times = to - from;
        squares[session[from]] +=
            log.counts()[i] * times * (times - 2 * shares[session[from]] * length);
        from = to;
      }
    }
    double events = log.events();
    for (int s = 0; s < squares.length; s++) {
      squares[s] = (squares[s] + shares[s] * shares[s] * all) / (events * events);
    }
    return squares;
  }

  @Override
  public List<Unseen> notLookedFor(Accept accept) {
    List<Unseen> unseen = new ArrayList<>(drift.unseen(accept.drift()));
    unseen.add(
        new Unseen(
            "recommendations that change what users open",
            "the model assumes that they change nothing"));
    if (model.chains().size() == 1) {
      unseen.add(
          new Unseen(
              "kinds of users",
              "one chain has no check of them; compare it with against: {kinds: {type:"
                  + " chain_mixture}}"));
    }
    return unseen;
  }

  @Override
  public List<Picture> pictures() {
    double[] data = heldOut.lengths();
    return List.of(LengthFinding.picture(data, model.lengths(data.length - 1)));
  }
}
