package dev.recsim.fit.model;

import dev.recsim.fit.click.ClickModel;
import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.fit.click.GlobalClickRate;
import dev.recsim.fit.drift.Drift;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.Calibration;
import dev.recsim.fit.judge.Chance;
import dev.recsim.fit.judge.ClickRates;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.Judge;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.fit.judge.Picture;
import dev.recsim.fit.judge.Predictive;
import dev.recsim.fit.judge.Unseen;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Judges a click model by held-out sessions. */
final class ClickJudge implements Judge {
  private static final RandomKey KEY = RandomKey.root(0).child("predictive");
  private static final List<String> STATISTICS =
      List.of("the mean number of clicks on a slate", "the share of slates without a click");

  private final String name;
  private final ClickModel model;
  private final ClickedSlates training;
  private final List<ClickedSlates> sessions;
  private final Drift drift;
  private final ClickedSlates all;
  private final Calibration calibration = new Calibration();

  private final ClickRates rates;

  /** Share of slates with each number of clicks, in the log and predicted. */
  private final double[] counts;

  private final double[] predictedCounts;

  /**
   * @param name of the model
   * @param training slates of the fit
   * @param sessions held out
   * @param drift of all sessions
   */
  ClickJudge(
      String name,
      ClickModel model,
      ClickedSlates training,
      List<ClickedSlates> sessions,
      Drift drift) {
    this.name = name;
    this.model = model;
    this.training = training;
    this.sessions = sessions;
    this.drift = drift;
    List<int[]> shown = new ArrayList<>();
    List<boolean[]> clicked = new ArrayList<>();
    for (ClickedSlates session : sessions) {
      shown.addAll(session.shown());
      clicked.addAll(session.clicked());
    }
    all = new ClickedSlates(training.documents(), shown, clicked);
    int positions = all.positions();
    rates = new ClickRates(positions);
    counts = new double[positions + 1];
    predictedCounts = new double[positions + 1];
    for (int i = 0; i < all.size(); i++) {
      add(all.shown().get(i), all.clicked().get(i));
    }
  }

  private void add(int[] documents, boolean[] clicked) {
    double[] p = model.clickProbabilities(documents);
    double[] distribution = model.clickCounts(documents);
    rates.add(p, clicked);
    int number = 0;
    for (int k = 0; k < p.length; k++) {
      calibration.add(p[k], clicked[k]);
      number += clicked[k] ? 1 : 0;
    }
    counts[number] += 1.0 / all.size();
    for (int c = 0; c < distribution.length; c++) {
      predictedCounts[c] += distribution[c] / all.size();
    }
  }

  @Override
  public Prediction prediction() {
    return prediction(name, model);
  }

  @Override
  public List<Prediction> baselines() {
    return List.of(
        prediction("one click rate", GlobalClickRate.fit(training)),
        prediction("click rate of one half", GlobalClickRate.of(0.5, all)));
  }

  private Prediction prediction(String predicting, ClickModel other) {
    double[] probabilities =
        sessions.stream()
            .mapToDouble(it -> other.meanLogProbability(it) * it.size() * (double) it.positions())
            .toArray();
    return Prediction.of(predicting, probabilities, (long) all.size() * all.positions());
  }

  @Override
  public List<FitFinding> findings(Accept accept) {
    return List.of(
        rates.finding(accept.clickRate()),
        clicksPerSlate(accept.clicksPerSlate()),
        calibration.finding(accept.calibration()),
        Predictive.of(STATISTICS, statistics(all.clicked()), this::simulate)
            .finding(accept.predictive()),
        drift.finding(accept.drift()));
  }

  @Override
  public List<Unseen> notLookedFor(Accept accept) {
    List<Unseen> unseen = new ArrayList<>(drift.unseen(accept.drift()));
    unseen.add(
        new Unseen(
            "kinds of users, and users who remember what they were shown",
            "click models take each slate by itself"));
    return unseen;
  }

  @Override
  public List<Picture> pictures() {
    int positions = all.positions();
    return List.of(
        rates.picture(),
        new Picture(
            "clicks_per_slate",
            "Clicks of a slate",
            "clicks of a slate",
            IntStream.rangeClosed(0, positions).mapToObj(Integer::toString).toArray(String[]::new),
            counts,
            predictedCounts),
        calibration.picture());
  }

  private FitFinding clicksPerSlate(double threshold) {
    double distance = 0;
    double[] deviations = new double[counts.length];
    for (int c = 0; c < counts.length; c++) {
      double p = predictedCounts[c];
      distance += Math.abs(counts[c] - p) / 2;
      deviations[c] = Math.sqrt(p * (1 - p) / all.size()) / 2;
    }
    return FitFinding.atMost(
        "clicks_per_slate",
        distance,
        threshold,
        Chance.ofAbsoluteSum(deviations),
        "%s of the slates have another number of clicks in the log than in the model; slates without a click are %s and %s."
            .formatted(
                NumberText.percent(distance),
                NumberText.percent(counts[0]),
                NumberText.percent(predictedCounts[0])),
        "Clicks on one slate depend on each other in a way that the model does not have.");
  }

  private double[] simulate(int simulation) {
    RandomKey key = KEY.child(simulation);
    List<boolean[]> clicked = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      clicked.add(model.draw(all.shown().get(i), key.child(i)));
    }
    return statistics(clicked);
  }

  private static double[] statistics(List<boolean[]> clicked) {
    double clicks = 0;
    double none = 0;
    for (boolean[] slate : clicked) {
      int number = 0;
      for (boolean click : slate) {
        number += click ? 1 : 0;
      }
      clicks += number;
      none += number == 0 ? 1 : 0;
    }
    return new double[] {clicks / clicked.size(), none / clicked.size()};
  }
}
