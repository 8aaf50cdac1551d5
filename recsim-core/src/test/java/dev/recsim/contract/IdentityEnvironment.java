package dev.recsim.contract;

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
import java.util.stream.IntStream;

/**
 * User i wants document i at the first position, document i + 1 at the second, and so on. The
 * reward is 1 for each correct position. Each step has a new user, drawn uniformly. A session ends
 * after five steps.
 */
public final class IdentityEnvironment implements Environment {
  private static final int LENGTH = 5;

  private final int documents;
  private final int slateSize;
  private final boolean features;
  private final boolean anyOrder;

  /**
   * Creates an environment with the same number of users and documents.
   *
   * @param features true if users and documents are identified only by features, with candidates in
   *     another order at each step; false for states and indices
   */
  public IdentityEnvironment(int documents, int slateSize, boolean features) {
    this(documents, slateSize, features, false);
  }

  private IdentityEnvironment(int documents, int slateSize, boolean features, boolean anyOrder) {
    this.documents = documents;
    this.slateSize = slateSize;
    this.features = features;
    this.anyOrder = anyOrder;
  }

  /** This environment, with documents correct at any position. */
  public IdentityEnvironment inAnyOrder() {
    return new IdentityEnvironment(documents, slateSize, features, true);
  }

  /** The return of a session with all positions correct. */
  public double best() {
    return (double) LENGTH * slateSize;
  }

  private record Labelled(long id, double[] features) implements Document {}

  @Override
  public Space space() {
    if (!features) {
      return new Space(documents, slateSize, documents);
    }
    List<String> names = IntStream.range(0, documents).mapToObj(i -> "is_" + i).toList();
    return new Space(documents, slateSize, 1, 0, names, names, List.of());
  }

  private double[] oneHot(int i) {
    double[] vector = new double[documents];
    vector[i] = 1;
    return vector;
  }

  @Override
  public Session open(RandomKey key) {
    return new UserSession(key);
  }

  private final class UserSession implements Session {
    private final RandomKey key;
    private int steps;

    UserSession(RandomKey key) {
      this.key = key;
    }

    private int user() {
      return key.below(steps, documents);
    }

    /** The document at a place among the candidates. */
    private int document(int place) {
      return features ? (place + key.child("order").below(steps, documents)) % documents : place;
    }

    @Override
    public Observation start() {
      if (!features) {
        return new Observation(user());
      }
      List<Document> candidates = new ArrayList<>();
      for (int place = 0; place < documents; place++) {
        candidates.add(new Labelled(document(place), oneHot(document(place))));
      }
      return new Observation(0, oneHot(user()), List.copyOf(candidates));
    }

    @Override
    public Step recommend(Slate slate) {
      int[] correct = IntStream.range(0, slate.size()).filter(p -> isRight(slate, p)).toArray();
      int right = correct.length;
      steps++;
      Status status = steps == LENGTH ? Status.ENDED : Status.CONTINUES;
      Response first = right > 0 ? Response.FIRST : Response.NONE;
      Response response = anyOrder ? Response.of(correct, new double[0], 0) : first;
      return new Step(response, right, start(), status);
    }

    private boolean isRight(Slate slate, int position) {
      int wanted = Math.floorMod(document(slate.document(position)) - user(), documents);
      return wanted == position || anyOrder && wanted < slateSize;
    }
  }
}
