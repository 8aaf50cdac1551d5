package dev.recsim.env.interest;

import dev.recsim.algebra.Vectors;
import dev.recsim.api.Document;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.Recycling;
import dev.recsim.api.compose.User;
import dev.recsim.api.compose.UserModel;
import dev.recsim.env.DrawnDocuments;
import dev.recsim.env.interest.InterestEvolutionProvider.Options;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users whose interests change with the videos they watch, and whose time runs out sooner on bad
 * videos (Ie et al., "SlateQ", arXiv 1905.12767, section 6.1; dynamics as in RecSim's {@code
 * interest_evolution}).
 *
 * <p>Interests I start uniform in [-1, 1]. A clicked video with features f, quality q and length l
 * is watched for w = min(budget, l) minutes. Then, with a = y (1 - |I|), each interest moves by a f
 * (f - I): towards the video with probability sum f (I + 1) / 2, otherwise away from it. It stays
 * in [-1, 1]. The budget falls by w - alpha w (qualityWeight q + scoreWeight (s + scoreOffset)),
 * where s is the score of the video. Without a click it falls by stepPenalty. The user leaves when
 * it is used up.
 *
 * <p>In the paper, utility is a mix of s and q. RecSim's code uses, instead of s, the weight that
 * the choice model gives to the video. With its proportional choice model this is s + 1, hence the
 * offset. With other choice models it is a probability and not a utility; recsim does not copy
 * this.
 */
final class InterestEvolutionUsers implements UserModel, Recycling.LateSignals {
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
   * @param dimension number of features of a video, and of interests of a user
   */
  InterestEvolutionUsers(Options options, int dimension) {
    this.options = options;
    this.dimension = dimension;
    List<String> names = new ArrayList<>(DrawnDocuments.numbered("interest", dimension));
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
  public String unit(String signal) {
    return signal.equals("watch_time") ? "minutes of watch time" : UserModel.super.unit(signal);
  }

  @Override
  public double signal(Document shown, int signal) {
    return signal == QUALITY ? ((Video) shown).quality() : Double.NaN;
  }

  @Override
  public Better better(String name) {
    return Better.HIGHER;
  }

  @Override
  public User sample(RandomKey key) {
    double[] drawn = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      drawn[i] = 2 * key.uniform(i) - 1;
    }
    return user(drawn);
  }

  /** Returns a user with these interests at the start of a session. */
  User user(double... interests) {
    return new Viewer(interests);
  }

  @Override
  public Optional<Scorer> observableScore() {
    return Optional.of(InterestEvolutionUsers::score);
  }

  /** The inner product of interests and features. */
  private static double score(double[] user, Document video) {
    if (video.topic() >= 0) {
      // All other products are 0. Adding 0 turns -0 into 0, as the sum would.
      return 0 + user[video.topic()];
    }
    return Vectors.dot(video.features(), user);
  }

  private final class Viewer implements User, Recycling.Lender {
    private double[] interests;
    private double budget = options.timeBudget();
    private boolean lent;

    Viewer(double[] interests) {
      this.interests = interests;
    }

    @Override
    public void lend() {
      lent = true;
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
      return InterestEvolutionUsers.score(interests, (Video) document);
    }

    @Override
    public void respond(Document[] slate, int[] clicks, double[] signals, RandomKey key) {
      int signalCount = SIGNALS.size();
      for (int i = 0; i < slate.length; i++) {
        signals[i * signalCount + QUALITY] = Double.NaN;
      }
      if (clicks.length == 0) {
        budget -= options.stepPenalty();
        return;
      }
      for (int i = 0; i < clicks.length; i++) {
        watch((Video) slate[clicks[i]], clicks[i] * signalCount, signals, key.uniform(i));
      }
    }

    private void watch(Video video, int at, double[] signals, double luck) {
      double watched = Math.max(0, Math.min(budget, video.length()));
      signals[at + CLICK] = 1;
      signals[at + WATCH_TIME] = watched;
      signals[at + QUALITY] = video.quality();
      double utility =
          options.scoreWeight() * (score(video) + options.scoreOffset())
              + options.qualityWeight() * signals[at + QUALITY];
      budget += options.updateAlpha() * watched * utility - watched;
      move(video, luck);
    }

    private void move(Video video, double luck) {
      double[] before = interests;
      interests = lent ? before : before.clone();
      int topic = video.topic();
      if (topic >= 0) {
        int sign = luck < (before[topic] + 1) / 2 ? 1 : -1;
        interests[topic] = moved(before[topic], 1, sign);
        return;
      }
      double[] features = video.features();
      double towards = 0;
      for (int j = 0; j < features.length; j++) {
        towards += features[j] * (before[j] + 1) / 2;
      }
      int sign = luck < towards ? 1 : -1;
      for (int j = 0; j < features.length; j++) {
        if (features[j] != 0) {
          interests[j] = moved(before[j], features[j], sign);
        }
      }
    }

    private double moved(double interest, double feature, int sign) {
      double rate = options.interestUpdate() * (1 - Math.abs(interest));
      double delta = rate * feature * (feature - interest);
      return Math.max(-1, Math.min(1, interest + sign * delta));
    }

    @Override
    public boolean stays() {
      return budget > 0;
    }

    @Override
    public Map<String, Double> latentState() {
      return options.observeBudget() ? Map.of() : Map.of("minutes_left", budget);
    }
  }
}
