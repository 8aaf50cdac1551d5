package dev.recsim.env.boredom;

import dev.recsim.api.Document;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.compose.User;
import dev.recsim.api.compose.UserModel;
import dev.recsim.env.DrawnDocuments;
import dev.recsim.env.boredom.BoredUsersProvider.Boredom;
import dev.recsim.env.boredom.BoredUsersProvider.Observe;
import dev.recsim.env.boredom.BoredUsersProvider.Options;
import dev.recsim.env.boredom.BoredUsersProvider.Pull;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Users who lose interest in a topic that they get too much of, after SARDINE (Naver Labs Europe,
 * 2024).
 *
 * <p>A user u has a few liked topics, a vector of unit norm. The score of item i is i.u, without
 * the parts that are boring at the moment. A choice model turns scores into click probabilities.
 * When the clicks on a topic (the main topic of the items) within the last {@code window} steps
 * reach {@code clicksToBoredom}, the topic is boring for {@code boredomSteps} steps. Meanwhile u
 * counts as 0, for this topic or for all topics. Only the latest {@code rememberedClicks} count.
 * Clicks change the preferences: u becomes inertia u + (1 - inertia) p, scaled to unit norm, where
 * p is the mean of the clicked items, or in all topics the mean of their weights. Users stay until
 * the session is cut off.
 */
final class BoredUsers implements UserModel {
  private final Options options;
  private final int topics;
  private final List<String> features;

  /**
   * Users of documents with topics.
   *
   * @param topics number of topics of the documents
   */
  BoredUsers(Options options, int topics) {
    this.options = options;
    this.topics = topics;
    List<String> names = new ArrayList<>(DrawnDocuments.numbered("clicks_on_topic", topics));
    if (options.observe() == Observe.STATE) {
      names.addAll(DrawnDocuments.numbered("preference", topics));
      names.addAll(DrawnDocuments.numbered("boring_for", topics));
    }
    this.features = List.copyOf(names);
  }

  @Override
  public Class<? extends Document> documents() {
    return Item.class;
  }

  @Override
  public List<String> features() {
    return features;
  }

  @Override
  public List<String> signals() {
    return List.of("click");
  }

  @Override
  public String reward() {
    return "click";
  }

  @Override
  public List<String> latents() {
    return List.of("boring_topics");
  }

  @Override
  public Better better(String name) {
    return name.equals("boring_topics") ? Better.LOWER : Better.HIGHER;
  }

  @Override
  public User sample(RandomKey key) {
    return with(TopicWeights.draw(topics, options.minActive(), options.maxActive(), key));
  }

  /** A user with these preferences, to which the user writes. */
  User with(double[] preferences) {
    return new Reader(preferences);
  }

  /** With {@code observe: state}, agents observe everything that a score depends on. */
  @Override
  public Optional<Scorer> observableScore() {
    return options.observe() == Observe.STATE
        ? Optional.of(
            (user, document) ->
                score(document, user, topics, topic -> user[2 * topics + topic] > 0))
        : Optional.empty();
  }

  /**
   * Returns the product of a document's features and the preferences for topics that are not
   * boring.
   *
   * @param preferences for the topics, from index {@code start} on
   */
  private double score(Document document, double[] preferences, int start, IntPredicate bores) {
    double[] item = document.features();
    boolean none = options.boredom() == Boredom.EVERYTHING && anyOf(bores);
    double sum = 0;
    for (int i = 0; i < topics; i++) {
      boolean liked = !none && (options.boredom() != Boredom.TOPIC || !bores.test(i));
      sum += liked ? item[i] * preferences[start + i] : 0;
    }
    return sum;
  }

  private boolean anyOf(IntPredicate bores) {
    for (int i = 0; i < topics; i++) {
      if (bores.test(i)) {
        return true;
      }
    }
    return false;
  }

  private final class Reader implements User {
    private final double[] preferences;

    private final RecentClicks recent =
        new RecentClicks(
            topics,
            options.window(),
            Objects.requireNonNullElse(options.rememberedClicks(), Integer.MAX_VALUE));

    private final int[] boringFor = new int[topics];
    private final IntPredicate bores = topic -> boringFor[topic] > 0;
    private int step;

    Reader(double[] preferences) {
      this.preferences = preferences;
    }

    @Override
    public double[] observe() {
      double[] seen = new double[features.size()];
      for (int i = 0; i < topics; i++) {
        seen[i] = recent.on(i);
        if (options.observe() == Observe.STATE) {
          seen[topics + i] = preferences[i];
          seen[2 * topics + i] = boringFor[i];
        }
      }
      return seen;
    }

    @Override
    public double score(Document document) {
      return BoredUsers.this.score(document, preferences, 0, bores);
    }

    private int boringTopics() {
      int boring = 0;
      for (int steps : boringFor) {
        boring += steps > 0 ? 1 : 0;
      }
      return boring;
    }

    @Override
    public void respond(Document[] slate, int[] clicks, double[] signals, RandomKey key) {
      recent.begin(step);
      for (int i = 0; i < topics; i++) {
        boringFor[i] = Math.max(0, boringFor[i] - 1);
      }
      for (int click : clicks) {
        signals[click] = 1;
        recent.add(slate[click].topic(), step);
      }
      step++;
      for (int i = 0; i < topics && options.boredom() != Boredom.NONE; i++) {
        if (recent.on(i) >= options.clicksToBoredom() && boringFor[i] == 0) {
          boringFor[i] = options.boredomSteps();
        }
      }
      if (clicks.length > 0 && options.inertia() < 1) {
        pull(slate, clicks);
      }
    }

    private void pull(Document[] slate, int[] clicks) {
      double[] target = new double[topics];
      double all = 0;
      for (int i = 0; i < topics; i++) {
        for (int click : clicks) {
          target[i] += slate[click].features()[i];
        }
        all += target[i];
      }
      for (int i = 0; i < topics; i++) {
        double to = options.pull() == Pull.MEAN_WEIGHT ? all / topics : target[i];
        preferences[i] =
            options.inertia() * preferences[i] + (1 - options.inertia()) * to / clicks.length;
      }
      TopicWeights.normalize(preferences);
    }

    @Override
    public boolean stays() {
      return true;
    }

    @Override
    public void latents(double[] values) {
      values[0] = boringTopics();
    }
  }
}
