package dev.recsim.agent.counts;

import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.LearningAgent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Neighbours of documents (Sarwar, Karypis, Konstan and Riedl, WWW 2001, with sessions instead of
 * users). It counts in how many sessions each document, and each pair of documents, was clicked.
 * Slates are random in its training sessions.
 */
final class KnnAgent extends LearningAgent {
  private static final String CLICKS = "clicks";
  private static final String NEIGHBOURS = "neighbours";
  private static final String TOGETHER = "together";

  /** Documents of a session that are counted; the pairs grow with the square. */
  private static final int MOST_OF_SESSION = 500;

  private final KnnProvider.Options options;
  private final Space space;
  private final NumberedDocuments documents;
  private final SessionClicks perception;
  private final ClickCounts clicks;
  private final int most;

  /** The documents that the session was seen to click. */
  private final Set<Integer> session = new LinkedHashSet<>();

  private PairCounts pairs;

  /** Null if clicks were added since they were computed. */
  private Neighbours neighbours;

  KnnAgent(KnnProvider.Options options, Space space) {
    this.options = options;
    this.space = space;
    this.documents = new NumberedDocuments(space.documents());
    this.perception = new SessionClicks(space, options.historyLength());
    this.clicks = new ClickCounts(space.documents(), space.slateSize());
    this.pairs = new PairCounts(space.documents());
    this.most = Math.max(1, Math.min(options.neighbours(), space.documents() - 1));
  }

  /** At least 100 impressions of each document, if the bound allows. */
  @Override
  public Plan plan(long envSteps) {
    return new Plan(Math.max(300_000, 100L * space.documents() / space.slateSize()), 0, 25, 1);
  }

  @Override
  public Perception perception() {
    return perception;
  }

  @Override
  public Policy exploring() {
    return Policy.uniform(space);
  }

  @Override
  public Policy greedy() {
    return new KnnPolicy(space, perception, clicks, this::neighbours, options.decay());
  }

  private Neighbours neighbours() {
    if (neighbours == null) {
      neighbours = Neighbours.of(documents.count(), most, pairs, clicks, options.shrinkage());
    }
    return neighbours;
  }

  /** A session without clicks so far is a new one, or has nothing to forget. */
  @Override
  protected void take(Transition transition) {
    if (perception.clicked(transition.observation()).length == 0) {
      session.clear();
    }
    Response response = transition.step().response();
    for (int i = 0; i < response.clicks(); i++) {
      int candidate = transition.slate().document(response.click(i));
      count(documents.known(transition.observation(), candidate));
    }
  }

  private void count(int document) {
    if (session.size() < MOST_OF_SESSION && !session.contains(document)) {
      clicks.add(document);
      session.forEach(earlier -> pairs.increment(earlier, document));
      session.add(document);
      neighbours = null;
    }
  }

  /**
   * The sessions with a click on each document, and for each document its neighbours and the
   * sessions with clicks on both. Neighbours that are missing are -1.
   */
  @Override
  public Weights weights() {
    Neighbours near = neighbours();
    float[] numbers = new float[documents.count() * most];
    float[] together = new float[numbers.length];
    Arrays.fill(numbers, -1);
    for (int d = 0; d < documents.count(); d++) {
      for (int i = 0; i < near.size(d); i++) {
        numbers[d * most + i] = near.neighbour(d, i);
        together[d * most + i] = near.together(d, i);
      }
    }
    return Weights.of(
        Map.of(
            CLICKS,
            clicks.tensor(),
            NEIGHBOURS,
            Tensor.matrix(documents.count(), most, numbers),
            TOGETHER,
            Tensor.matrix(documents.count(), most, together)));
  }

  /** Pairs that were not neighbours are forgotten. */
  @Override
  public void load(Weights weights) {
    Tensor newClicks = weights.get(CLICKS, documents.count());
    float[] numbers = weights.get(NEIGHBOURS, documents.count(), most).data();
    float[] together = weights.get(TOGETHER, documents.count(), most).data();
    PairCounts loaded = new PairCounts(documents.count());
    for (int i = 0; i < numbers.length; i++) {
      if (!(numbers[i] >= -1 && numbers[i] < documents.count())) {
        throw new IllegalArgumentException("there is no document " + numbers[i]);
      }
      if (numbers[i] >= 0) {
        loaded.set(i / most, (int) numbers[i], (int) together[i]);
      }
    }
    clicks.load(newClicks);
    pairs = loaded;
    neighbours = null;
    session.clear();
  }
}
