package dev.recsim.fit.model;

import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.IndependentSymbols;
import dev.recsim.fit.chain.Sequences;
import dev.recsim.fit.chain.SessionModel;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.Chance;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.Judge;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.fit.judge.Picture;
import dev.recsim.fit.judge.Predictive;
import java.util.List;

/**
 * Judges chains by held-out sessions.
 *
 * @param name of the model
 * @param training sessions of the fit
 * @param first sessions of the first fifth of the log
 * @param last sessions of the last fifth
 */
record SessionJudge(
    String name,
    ChainMixture model,
    Sequences training,
    Sequences heldOut,
    Sequences first,
    Sequences last)
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
        drift(accept.drift()));
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

  private FitFinding drift(double threshold) {
    long[] before = first.occurrences();
    long[] after = last.occurrences();
    double events = first.events();
    double lastEvents = last.events();
    double distance = 0;
    double[] deviations = new double[before.length];
    for (int i = 0; i < before.length; i++) {
      distance += Math.abs(before[i] / events - after[i] / lastEvents) / 2;
      double p = (before[i] + after[i]) / (events + lastEvents);
      deviations[i] = Math.sqrt(p * (1 - p) * (1 / events + 1 / lastEvents)) / 2;
    }
    return FitFinding.atMost(
        "drift",
        distance,
        threshold,
        Chance.ofAbsoluteSum(deviations),
        "Between the first and the last fifth of the log, %s of the document views changed."
            .formatted(NumberText.percent(distance)),
        "Users changed while the log was written; the environment mixes both.");
  }

  @Override
  public List<Picture> pictures() {
    double[] data = heldOut.lengths();
    return List.of(LengthFinding.picture(data, model.lengths(data.length - 1)));
  }
}
