package dev.recsim.agent;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A small environment for tests: six documents with a quality and one of three topics each, slates
 * of two, users who love one topic. A shown document is clicked with probability quality times .9
 * if its topic is the loved one, else times .1; a session has eight steps and may end after the
 * fourth.
 */
public final class TopicEnvironment implements Environment {
  private static final int DOCUMENTS = 6;
  private static final int STEPS = 8;
  private static final Space SPACE =
      new Space(
          DOCUMENTS,
          2,
          1,
          3,
          List.of("age"),
          List.of("quality", "is_topic_0", "is_topic_1", "is_topic_2"),
          List.of("click", "watch_time"));

  private final Stay stay;

  /** How long documents stay. */
  public enum Stay {
    STEP,
    SESSION,
    FOREVER,
    /** The oldest leaves at each step. */
    TURNOVER
  }

  public TopicEnvironment(Stay stay) {
    this.stay = stay;
  }

  private record Item(long id, int topic, double[] features) implements Document {}

  @Override
  public Space space() {
    return SPACE;
  }

  @Override
  public Session open(RandomKey key) {
    return new UserSession(key);
  }

  @Override
  public OptionalInt catalogue() {
    return stay == Stay.FOREVER ? OptionalInt.of(DOCUMENTS) : OptionalInt.empty();
  }

  private final class UserSession implements Session {
    private final RandomKey key;
    private final int loved;
    private List<Document> candidates;
    private int steps;
    private boolean over;

    UserSession(RandomKey key) {
      this.key = key;
      // Topic 2 is loved by one user in two.
      this.loved = Math.min(2, key.below(0, 4));
      RandomKey luck = stay == Stay.FOREVER ? RandomKey.root(7) : key.child("documents");
      this.candidates = draw(luck, 0, DOCUMENTS);
    }

    private List<Document> draw(RandomKey luck, long firstId, int count) {
      List<Document> drawn = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int topic = (int) ((firstId + i) % 3);
        double[] features = new double[4];
        features[0] = .5 + luck.uniform(firstId + i) / 2;
        features[1 + topic] = 1;
        drawn.add(new Item(firstId + i, topic, features));
      }
      return List.copyOf(drawn);
    }

    @Override
    public Observation start() {
      return observe();
    }

    private Observation observe() {
      return new Observation(0, new double[] {steps}, candidates);
    }

    @Override
    public Step recommend(Slate slate) {
      if (over) {
        throw new IllegalStateException("over");
      }
      double[] signals = new double[2 * slate.size()];
      int[] clicks = new int[slate.size()];
      int count = 0;
      for (int i = 0; i < slate.size(); i++) {
        Item item = (Item) candidates.get(slate.document(i));
        double p = item.features()[0] * (item.topic() == loved ? .9 : .1);
        if (key.child("click").child(steps).child(item.id()).uniform(0) < p) {
          clicks[count++] = i;
          signals[2 * i] = 1;
          signals[2 * i + 1] = 3;
        }
      }
      steps++;
      move();
      Status status =
          steps == STEPS
              ? Status.CUT_OFF
              : steps > 4 && key.uniform(steps) < .1 ? Status.ENDED : Status.CONTINUES;
      over = status != Status.CONTINUES;
      Response response = Response.of(java.util.Arrays.copyOf(clicks, count), signals, 2);
      return new Step(response, count, observe(), status);
    }

    private void move() {
      RandomKey luck = key.child("documents");
      if (stay == Stay.STEP) {
        candidates = draw(luck, (long) steps * DOCUMENTS, DOCUMENTS);
      } else if (stay == Stay.TURNOVER) {
        List<Document> next = new ArrayList<>(candidates.subList(1, DOCUMENTS));
        next.addAll(draw(luck, DOCUMENTS + steps - 1, 1));
        candidates = List.copyOf(next);
      }
    }
  }
}
