package dev.recsim.env.interest;

import dev.recsim.api.Document;
import dev.recsim.api.world.User;
import dev.recsim.api.world.UserModel;
import dev.recsim.env.interest.InterestEvolutionProvider.Options;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Users whose interests move with what they watch and whose time runs out sooner on bad videos (Ie
 * et al., "SlateQ", arXiv 1905.12767, section 6.1; dynamics as in RecSim's {@code
 * interest_evolution}).
 *
 * <p>Interests I start uniform in [-1, 1]. A clicked video with features f, quality q and length l
 * is watched for w = min(budget, l); then with a = y (1 - |I|), each interest moves by a f (f - I)
 * towards the video with probability sum f (I + 1) / 2, else away from it, and stays in [-1, 1].
 * The budget falls by w - alpha w (qualityWeight q + scoreWeight (s + scoreOffset)), s the video's
 * score. Without a click it falls by stepPenalty. The user leaves when it is used up.
 *
 * <p>The paper's utility is a mix of s and q. RecSim's code has, in place of s, the number that the
 * choice model makes of the video alone: s + 1 with its proportional choice, hence the offset; with
 * other choice models its numbers are not utilities but probabilities, and are not followed.
 */
final class InterestEvolutionUsers implements UserModel {
  private static final int CLICK = 0;
  private static final int WATCH_TIME = 1;
  private static final int QUALITY = 2;
  private static final List<String> SIGNALS = List.of("click", "watch_time", "quality");

  private final Options options;
  private final int dimension;
  private final List<String> features;

  /**
   * Users of videos.
   *
   * @param dimension number of features of the videos, each of which a user likes or not
   */
  InterestEvolutionUsers(Options options, int dimension) {
    this.options = options;
    this.dimension = dimension;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < dimension; i++) {
      names.add("interest_" + i);
    }
    if (options.observeBudget()) {
      names.add("budget");
    }
    this.features = List.copyOf(names);
  }

  @Override
  public Class<? extends Document> documents() {
    return Video.class;
  }

  @Override
  public List<String> features() {
    return features;
  }

  @Override
  public List<String> signals() {
    return SIGNALS;
  }

  @Override
  public String reward() {
    return "watch_time";
  }

  @Override
  public User sample(RandomKey key) {
    double[] drawn = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      drawn[i] = 2 * key.uniform(i) - 1;
    }
    return user(drawn);
  }

  /** A user with these interests at the start of a visit. */
  User user(double... interests) {
    return new Viewer(interests);
  }

  @Override
  public OptionalDouble observableScore(double[] user, Document document) {
    return OptionalDouble.of(dot(user, document.features()));
  }

  private static double dot(double[] user, double[] features) {
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      sum += user[i] * features[i];
    }
    return sum;
  }

  private final class Viewer implements User {
    private double[] interests;
    private double budget = options.timeBudget();

    Viewer(double[] interests) {
      this.interests = interests;
    }

    @Override
    public double[] observe() {
      if (!options.observeBudget()) {
        return interests;
      }
      double[] seen = Arrays.copyOf(interests, interests.length + 1);
      seen[interests.length] = budget / options.timeBudget();
      return seen;
    }

    @Override
    public double score(Document document) {
      return dot(interests, document.features());
    }

    @Override
    public void respond(Document[] slate, int[] clicks, double[] signals, RandomKey key) {
      for (int i = 0; i < slate.length; i++) {
        signals[i * SIGNALS.size() + QUALITY] = ((Video) slate[i]).quality();
      }
      if (clicks.length == 0) {
        budget -= options.stepPenalty();
        return;
      }
      for (int i = 0; i < clicks.length; i++) {
        watch((Video) slate[clicks[i]], clicks[i] * SIGNALS.size(), signals, key.uniform(i));
      }
    }

    private void watch(Video video, int at, double[] signals, double luck) {
      double watched = Math.max(0, Math.min(budget, video.length()));
      signals[at + CLICK] = 1;
      signals[at + WATCH_TIME] = watched;
      double utility =
          options.scoreWeight() * (score(video) + options.scoreOffset())
              + options.qualityWeight() * signals[at + QUALITY];
      budget += options.updateAlpha() * watched * utility - watched;
      move(video.features(), luck);
    }

    private void move(double[] features, double luck) {
      double towards = 0;
      for (int j = 0; j < features.length; j++) {
        towards += features[j] * (interests[j] + 1) / 2;
      }
      int sign = luck < towards ? 1 : -1;
      double[] moved = interests.clone();
      for (int j = 0; j < features.length; j++) {
        if (features[j] != 0) {
          double interest = interests[j];
          double rate = options.interestUpdate() * (1 - Math.abs(interest));
          double delta = rate * features[j] * (features[j] - interest);
          moved[j] = Math.max(-1, Math.min(1, interest + sign * delta));
        }
      }
      interests = moved;
    }

    @Override
    public boolean stays() {
      return budget > 0;
    }
  }
}
