package dev.recsim.fit.next;

import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.HeldUsers;
import dev.recsim.fit.judge.Judge;
import dev.recsim.fit.judge.Picture;
import dev.recsim.fit.judge.Unseen;
import dev.recsim.fit.next.NextParameters.Measured;
import dev.recsim.stats.Estimate;
import java.util.List;
import java.util.Optional;

/**
 * Judges the next documents of users: by the last document of users who are not in the fit, and of
 * those who are, whose last document is not.
 *
 * @param name of the model
 * @param inside users of the fit
 * @param outside other users
 * @param sizes how many users are in the fit and not
 */
record NextJudge(String name, NextTests inside, NextTests outside, Split sizes) implements Judge {

  @Override
  public Optional<Split> split() {
    return Optional.of(sizes);
  }

  @Override
  public Prediction prediction() {
    return prediction(name, outside.model());
  }

  @Override
  public List<Prediction> baselines() {
    return List.of(
        prediction("popularity", outside.popularity()), prediction("the chain", outside.chain()));
  }

  private Prediction prediction(String predicting, double[] logs) {
    return Prediction.of(predicting, logs, logs.length);
  }

  @Override
  public List<FitFinding> findings(Accept accept) {
    return List.of(
        inside
            .calibration()
            .finding(
                accept.calibration(),
                "The probability that one of the ten most probable documents is next differs from"
                    + " the share of such cases by %s on average.",
                "Users are easier or harder to predict than in the log."),
        new HeldUsers(
                gains(inside.model(), inside.popularity()),
                gains(outside.model(), outside.popularity()))
            .finding(accept.leastOfHeldUsers()));
  }

  /** What is measured of users of the fit. */
  Measured measured() {
    Estimate gain = Estimate.of(gains(inside.model(), inside.popularity()));
    return new Measured(
        inside.size(),
        gain.mean(),
        gain.standardError(),
        Estimate.of(gains(inside.model(), inside.chain())).mean(),
        inside.hitRate(),
        inside.discountedGain(),
        inside.calibration().error());
  }

  private static double[] gains(double[] model, double[] other) {
    double[] gains = new double[model.length];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = model[i] - other[i];
    }
    return gains;
  }

  @Override
  public List<Unseen> notLookedFor(Accept accept) {
    return List.of(
        new Unseen(
            "clicks, and what recommendations change",
            "the log has only what users opened, under the exposure of its time; log slates with"
                + " what was not clicked, and fit latent_factors"));
  }

  @Override
  public List<Picture> pictures() {
    return List.of(inside.calibration().picture());
  }
}
