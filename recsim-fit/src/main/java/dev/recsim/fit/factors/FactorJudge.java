package dev.recsim.fit.factors;

import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.Calibration;
import dev.recsim.fit.judge.ClickRates;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.HeldUsers;
import dev.recsim.fit.judge.Judge;
import dev.recsim.fit.judge.Picture;
import dev.recsim.fit.judge.Unseen;
import dev.recsim.fit.recovery.Recovery;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Judges vectors of users and documents by held-out sessions. Users are drawn, as those of the
 * environment are; predictions are means over draws.
 */
final class FactorJudge implements Judge {
  private static final int DRAWS = 4;

  private final String name;
  private final LoggedSlates.Split split;
  private final SlateRuns held;
  private final double[] model;
  private final double[] constants;
  private final double[] oneRate;
  private final Calibration calibration = new Calibration();
  private final ClickRates rates;
  private final String words;
  private final Recovery recovery;

  /**
   * @param name of the model
   * @param factors with the most likely vectors of all users
   * @param variance of the prior of users
   * @param constants factors without vectors: what documents have in common for all users
   * @param words which sessions are held out
   * @param recovery whether the fit would recover its own environment
   * @param key of the draws
   */
  FactorJudge(
      String name,
      LoggedSlates.Split split,
      Factors factors,
      double variance,
      Factors constants,
      String words,
      Recovery recovery,
      RandomKey key) {
    this.name = name;
    this.split = split;
    this.words = words;
    this.recovery = recovery;
    held = split.held();
    model = new double[held.runs()];
    this.constants = new LogLikelihood(constants, held).ofRuns();
    oneRate = oneRate();
    rates = new ClickRates(held.size());
    compare(predicted(factors, variance, key));
  }

  /** The mean probability of each outcome of each held-out slate, [slates x (size + 1)]. */
  private double[] predicted(Factors factors, double variance, RandomKey key) {
    UserSteps inside = new UserSteps(factors, split.inside(), variance);
    int outcomes = held.size() + 1;
    double[] mean = new double[Math.multiplyExact(held.slates(), outcomes)];
    for (int i = 0; i < DRAWS; i++) {
      Factors drawn = inside.drawn(key.child("inside").child(i));
      new UserSteps(drawn, split.outside(), variance).draw(key.child("outside").child(i));
      new LogLikelihood(drawn, held)
          .each(
              (run, slate, walk) -> {
                for (int k = 0; k < outcomes; k++) {
                  mean[slate * outcomes + k] += walk.p[k] / DRAWS;
                }
              });
    }
    return mean;
  }

  /** Each document is clicked with the same probability. */
  private double[] oneRate() {
    SlateRuns rows = split.inside();
    double clicks = IntStream.range(0, rows.slates()).filter(i -> rows.click(i) >= 0).count();
    double rate = (clicks + 1) / (rows.slates() + 2);
    double[] logs = new double[held.runs()];
    for (int run = 0; run < logs.length; run++) {
      for (int slate = held.first()[run]; slate < held.first()[run + 1]; slate++) {
        logs[run] += StrictMath.log(held.click(slate) < 0 ? 1 - rate : rate / held.size());
      }
    }
    return logs;
  }

  private void compare(double[] predicted) {
    int size = held.size();
    double[] p = new double[size + 1];
    boolean[] clicked = new boolean[size];
    for (int run = 0; run < held.runs(); run++) {
      for (int slate = held.first()[run]; slate < held.first()[run + 1]; slate++) {
        System.arraycopy(predicted, slate * p.length, p, 0, p.length);
        for (int k = 0; k < size; k++) {
          clicked[k] = held.clicked()[slate] == k;
          calibration.add(p[k], clicked[k]);
        }
        rates.add(p, clicked);
        int choice = held.clicked()[slate] < 0 ? size : held.clicked()[slate];
        model[run] += StrictMath.log(p[choice]);
      }
    }
  }

  @Override
  public Optional<Split> split() {
    return Optional.of(
        new Split(split.inside().sessions() + split.outside().sessions(), held.runs(), words));
  }

  @Override
  public Prediction prediction() {
    return Prediction.of(name, model, held.slates());
  }

  @Override
  public List<Prediction> baselines() {
    return List.of(
        Prediction.of("the same attractiveness for all users", constants, held.slates()),
        Prediction.of("one click rate", oneRate, held.slates()));
  }

  @Override
  public List<FitFinding> findings(Accept accept) {
    List<FitFinding> findings = new ArrayList<>();
    findings.add(rates.finding(accept.clickRate()));
    findings.add(calibration.finding(accept.calibration()));
    heldUsers().map(it -> it.finding(accept.leastOfHeldUsers())).ifPresent(findings::add);
    findings.addAll(recovery.findings(accept));
    return findings;
  }

  /** Gains of a slate, by session; empty with fewer than two sessions of a kind. */
  private Optional<HeldUsers> heldUsers() {
    boolean[] outsiders = split.outsiders();
    double[] gains = new double[held.runs()];
    for (int run = 0; run < gains.length; run++) {
      gains[run] = (model[run] - constants[run]) / (held.first()[run + 1] - held.first()[run]);
    }
    double[] inside = gains(gains, outsiders, true);
    double[] outside = gains(gains, outsiders, false);
    return inside.length > 1 && outside.length > 1
        ? Optional.of(new HeldUsers(inside, outside))
        : Optional.empty();
  }

  private double[] gains(double[] gains, boolean[] outsiders, boolean inside) {
    return IntStream.range(0, gains.length)
        .filter(run -> held.user()[run] >= 0 && outsiders[held.user()[run]] != inside)
        .mapToDouble(run -> gains[run])
        .toArray();
  }

  @Override
  public List<Unseen> notLookedFor(Accept accept) {
    List<Unseen> unseen = new ArrayList<>();
    unseen.add(
        new Unseen(
            "taste that exposure hides",
            "documents that a user was rarely shown have the taste of the prior"));
    if (heldUsers().isEmpty()) {
      unseen.add(
          new Unseen(
              "users who are not in the fit",
              "too few of their sessions are held out; log several sessions of each user"));
    }
    return unseen;
  }

  @Override
  public List<Picture> pictures() {
    return List.of(rates.picture(), calibration.picture());
  }
}
