package dev.recsim.env.satisfaction;

import dev.recsim.api.Document;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.compose.User;
import dev.recsim.api.compose.UserModel;
import dev.recsim.env.Stream;
import dev.recsim.env.satisfaction.ClickbaitProvider.Bait;
import dev.recsim.env.satisfaction.LatentSatisfactionProvider.Options;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Optional;

/**
 * Users whom clickbait engages immediately and dissatisfies in the long run (RecSim's {@code
 * long_term_satisfaction}, the "choc/kale" environment; Ie et al., arXiv 1909.04847).
 *
 * <p>The net positive exposure N starts uniform in [-1/2, 1/2) / (1 - beta). Satisfaction is s =
 * sigmoid(tau N). A click on a document of clickbaitiness c earns an engagement of exp(x), where x
 * is normal with mean (c clickbaitMean + (1 - c) kaleMean) s and standard deviation c
 * clickbaitStddev + (1 - c) kaleStddev. Then N becomes beta N - 2 (c - 1/2) plus noise of standard
 * deviation eta. The user leaves after timeBudget slates. The score of a document is c: clickbait
 * attracts clicks.
 *
 * <p>After a step without a click, N becomes beta N plus noise, as after a document with c = 1/2.
 */
final class LatentSatisfactionUsers implements UserModel {
  private static final List<String> SIGNALS = List.of("click", "engagement");
  private static final double[] NO_FEATURES = {};
  private static final long ENGAGEMENT = Stream.number("engagement");
  private static final long INNOVATION = Stream.number("innovation");
  private static final long OBSERVATION = Stream.number("observation");

  private final Options options;

  LatentSatisfactionUsers(Options options) {
    this.options = options;
  }

  @Override
  public Class<? extends Document> documents() {
    return Bait.class;
  }

  @Override
  public List<String> features() {
    return options.observationNoise() == null ? List.of() : List.of("satisfaction");
  }

  @Override
  public List<String> signals() {
    return SIGNALS;
  }

  @Override
  public String reward() {
    return "engagement";
  }

  @Override
  public List<String> latents() {
    return List.of("satisfaction");
  }

  @Override
  public Better better(String name) {
    return Better.HIGHER;
  }

  @Override
  public User sample(RandomKey key) {
    double exposure = (key.child("exposure").uniform(0) - 0.5) / (1 - options.memoryDiscount());
    return new Visitor(exposure, key.child("observation"));
  }

  @Override
  public Optional<Scorer> observableScore() {
    return Optional.of((user, document) -> document.features()[0]);
  }

  private final class Visitor implements User {
    private double exposure;
    private double satisfaction;
    private double[] observed = NO_FEATURES;
    private int stepsLeft = options.timeBudget();

    Visitor(double exposure, RandomKey key) {
      this.exposure = exposure;
      settle(key);
    }

    /** Computes satisfaction from exposure, and what agents observe of it. */
    private void settle(RandomKey key) {
      satisfaction = 1 / (1 + StrictMath.exp(-options.sensitivity() * exposure));
      if (options.observationNoise() != null) {
        double noise = options.observationNoise() * key.gaussian(0);
        observed = new double[] {satisfaction + noise};
      }
    }

    @Override
    public double[] observe() {
      return observed;
    }

    @Override
    public double score(Document document) {
      return document.features()[0];
    }

    @Override
    public void respond(Document[] slate, int[] clicks, double[] signals, RandomKey key) {
      RandomKey luck = key.child(ENGAGEMENT);
      exposure *= options.memoryDiscount();
      exposure += options.innovationStddev() * key.child(INNOVATION).gaussian(0);
      for (int i = 0; i < clicks.length; i++) {
        double clickbait = ((Bait) slate[clicks[i]]).clickbait();
        int at = clicks[i] * SIGNALS.size();
        signals[at] = 1;
        signals[at + 1] = engagement(clickbait, luck.gaussian(i));
        exposure -= 2 * (clickbait - 0.5);
      }
      settle(key.child(OBSERVATION));
      stepsLeft--;
    }

    /** The engagement of a click, given the satisfaction before it. */
    private double engagement(double clickbait, double luck) {
      double mean =
          (clickbait * options.clickbaitMean() + (1 - clickbait) * options.kaleMean())
              * satisfaction;
      double deviation =
          clickbait * options.clickbaitStddev() + (1 - clickbait) * options.kaleStddev();
      return StrictMath.exp(mean + deviation * luck);
    }

    @Override
    public boolean stays() {
      return stepsLeft > 0;
    }

    @Override
    public void latents(double[] values) {
      values[0] = satisfaction;
    }
  }
}
