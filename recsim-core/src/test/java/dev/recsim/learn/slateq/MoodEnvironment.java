package dev.recsim.learn.slateq;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A small environment whose best slates are known by trying all: users in one of four moods choose
 * from slates of two out of four documents. To click document d brings the user into mood d and
 * pays what d pays; to click nothing keeps the mood and pays nothing. The document that pays most
 * leads into the mood in which users leave most.
 */
final class MoodEnvironment implements Environment {
  static final int MOODS = 4;
  private static final int SLATE = 2;
  private static final double[] REWARDS = {1, 2, 3, 5};

  /** Probability to leave after a step that began in the mood. */
  private static final double[] LEAVE = {.05, .1, .2, .8};

  /** Appeal of document d in mood m: the next one in the circle attracts most. */
  private static final double[][] WEIGHTS = {
    {1, 3, 1, 1}, {1, 1, 3, 1}, {1, 1, 1, 3}, {3, 1, 1, 1}
  };

  private static final double NO_CLICK = .5;

  private static final List<Document> DOCUMENTS = documents();
  private static final List<Observation> SEEN =
      java.util.stream.IntStream.range(0, MOODS)
          .mapToObj(mood -> new Observation(0, oneHot(mood), DOCUMENTS))
          .toList();

  private record Clip(long id, double[] features) implements Document {}

  private static List<Document> documents() {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < MOODS; i++) {
      documents.add(new Clip(i, oneHot(i)));
    }
    return List.copyOf(documents);
  }

  private static double[] oneHot(int i) {
    double[] features = new double[MOODS];
    features[i] = 1;
    return features;
  }

  @Override
  public Space space() {
    List<String> names = Collections.nCopies(MOODS, "mood");
    return new Space(MOODS, SLATE, 1, 0, names, names, List.of());
  }

  @Override
  public Optional<Appeal> appeal() {
    return Optional.of(
        new Appeal() {
          @Override
          public double weight(Observation seen, int candidate) {
            return WEIGHTS[SEEN.indexOf(seen)][candidate];
          }

          @Override
          public double noClickWeight(Observation seen) {
            return NO_CLICK;
          }
        });
  }

  @Override
  public Session open(RandomKey key) {
    return new MoodSession(key);
  }

  private static final class MoodSession implements Session {
    private final RandomKey key;
    private int mood;
    private int t;

    MoodSession(RandomKey key) {
      this.key = key;
      this.mood = key.below(0, MOODS);
    }

    @Override
    public Observation start() {
      return SEEN.get(mood);
    }

    @Override
    public Step recommend(Slate slate) {
      RandomKey draws = key.child(++t);
      double luck = draws.uniform(0);
      int clicked = -1;
      for (int i = 0; i < SLATE && clicked < 0; i++) {
        luck -= probability(mood, slate, i);
        clicked = luck < 0 ? i : -1;
      }
      boolean leaves = draws.uniform(1) < LEAVE[mood];
      double reward = 0;
      if (clicked >= 0) {
        mood = slate.document(clicked);
        reward = REWARDS[mood];
      }
      Status status = leaves ? Status.ENDED : Status.CONTINUES;
      return new Step(new Response(clicked), reward, SEEN.get(mood), status);
    }
  }

  private static double probability(int mood, Slate slate, int position) {
    double sum = NO_CLICK;
    for (int i = 0; i < SLATE; i++) {
      sum += WEIGHTS[mood][slate.document(i)];
    }
    return WEIGHTS[mood][slate.document(position)] / sum;
  }

  /** What a slate is worth in a mood if moods are worth that. */
  private static double value(int mood, Slate slate, double[] values, double gamma) {
    double value = 0;
    double none = 1;
    double stays = gamma * (1 - LEAVE[mood]);
    for (int i = 0; i < SLATE; i++) {
      double probability = probability(mood, slate, i);
      none -= probability;
      int next = slate.document(i);
      value += probability * (REWARDS[next] + stays * values[next]);
    }
    return value + none * stays * values[mood];
  }

  /** What a session under the policy is worth on average. */
  static double value(Policy policy) {
    return iterate(1, policy);
  }

  /** The same under the best slates for this discount. */
  static double optimum() {
    return iterate(1, null);
  }

  /** What a session is worth if each slate shown is the one that pays most at once. */
  static double shortSighted() {
    return iterate(1, (seen, key) -> best(SEEN.indexOf(seen), new double[MOODS], 0));
  }

  private static double iterate(double gamma, Policy policy) {
    double[] values = new double[MOODS];
    for (int sweep = 0; sweep < 2_000; sweep++) {
      double[] next = new double[MOODS];
      for (int mood = 0; mood < MOODS; mood++) {
        Slate slate =
            policy == null
                ? best(mood, values, gamma)
                : policy.recommend(SEEN.get(mood), RandomKey.root(0));
        next[mood] = value(mood, slate, values, gamma);
      }
      values = next;
    }
    return Arrays.stream(values).sum() / MOODS;
  }

  private static Slate best(int mood, double[] values, double gamma) {
    Slate best = null;
    for (int i = 0; i < MOODS; i++) {
      for (int j = 0; j < i; j++) {
        Slate slate = Slate.of(j, i);
        if (best == null || value(mood, slate, values, gamma) > value(mood, best, values, gamma)) {
          best = slate;
        }
      }
    }
    return best;
  }
}
