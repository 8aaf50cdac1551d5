package dev.recsim.env;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.compose.AcceptanceTable;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Users who move from document to document, as in section 7.3 of Dulac-Arnold et al., "Deep
 * reinforcement learning in large discrete action spaces" (arXiv 1512.07679).
 *
 * <p>The state is the document that a user consumes. The agent observes it, with its features if
 * documents have some. A session starts at a uniformly drawn document. A user at document i who is
 * shown document j accepts it with probability W[i][j]. Then the reward is 1, the user moves to j,
 * and stays with probability 1 - pExitAccepted. Otherwise the reward is 0, the user moves to a
 * uniformly drawn document (i and j included), and stays with probability 1 - pExitNotAccepted. A
 * session is cut off after maxSessionLength steps.
 */
final class TransitionMatrix implements AcceptanceTable {
  /**
   * Number of random draws per step. Each has its own index of the step's key, so all agents get
   * the same draws.
   */
  private static final int DRAWS = 3;

  /** Up to this number of documents, all possible steps are created in advance. */
  private static final int MANY_DOCUMENTS = 10_000;

  private final Acceptances acceptance;
  private final double pExitAccepted;
  private final double pExitNotAccepted;
  private final int maxSessionLength;
  private final Space space;
  private final int embeddingSize;

  /** The documents if they have features, else empty. */
  private final List<Document> documents;

  /**
   * All possible steps, [status][accepted][next document]; empty if there are too many documents.
   */
  private final Step[][][] steps;

  /**
   * @param featured the documents; null if they have no features
   */
  TransitionMatrix(
      Acceptances acceptance,
      FeaturedDocuments featured,
      double pExitAccepted,
      double pExitNotAccepted,
      int maxSessionLength,
      int embeddingSize) {
    int n = acceptance.documents();
    this.acceptance = acceptance;
    this.pExitAccepted = pExitAccepted;
    this.pExitNotAccepted = pExitNotAccepted;
    this.maxSessionLength = maxSessionLength;
    this.documents = featured == null ? List.of() : featured;
    this.space =
        featured == null
            ? new Space(n, 1, n)
            : new Space(n, 1, n, 0, featured.names("at_"), featured.names("x_"), List.of());
    this.embeddingSize = embeddingSize;
    this.steps = n > MANY_DOCUMENTS ? new Step[0][][] : allSteps(n);
  }

  /** What is seen of a user at a document: which one it is, and its features if it has any. */
  private Observation at(int document) {
    return documents.isEmpty()
        ? new Observation(document)
        : new Observation(document, documents.get(document).features(), documents);
  }

  private Step[][][] allSteps(int documents) {
    Step[][][] steps = new Step[Status.values().length][2][documents];
    for (int next = 0; next < documents; next++) {
      Observation observation = at(next);
      for (Status status : Status.values()) {
        steps[status.ordinal()][0][next] = step(status, false, observation);
        steps[status.ordinal()][1][next] = step(status, true, observation);
      }
    }
    return steps;
  }

  private static Step step(Status status, boolean accepted, Observation next) {
    return accepted
        ? new Step(Response.FIRST, 1, next, status)
        : new Step(Response.NONE, 0, next, status);
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public String rewardUnit() {
    return "accepted documents";
  }

  @Override
  public OptionalInt embeddingSize() {
    return OptionalInt.of(embeddingSize);
  }

  @Override
  public OptionalInt catalogue() {
    return OptionalInt.of(space.documents());
  }

  @Override
  public Optional<Policy> myopic() {
    Policy.Deterministic best = seen -> Slate.of(acceptance.best(seen.state()));
    return Optional.of(best);
  }

  @Override
  public Optional<double[][]> acceptances() {
    return acceptance instanceof AcceptanceMatrix stored
        ? Optional.of(stored.rows())
        : Optional.empty();
  }

  @Override
  public Environment withAcceptances(double[][] acceptances) {
    return new TransitionMatrix(
        new AcceptanceMatrix(acceptances),
        documents.isEmpty() ? null : (FeaturedDocuments) documents,
        pExitAccepted,
        pExitNotAccepted,
        maxSessionLength,
        embeddingSize);
  }

  @Override
  public Session open(RandomKey key) {
    return new UserSession(key);
  }

  @Override
  public Optional<FiniteMdp> model() {
    return acceptance instanceof AcceptanceMatrix ? Optional.of(new Model()) : Optional.empty();
  }

  private final class UserSession implements Session {
    private final RandomKey key;
    private int current;
    private int length;
    private boolean over;

    UserSession(RandomKey key) {
      this.key = key.child("steps");
      this.current = key.below(0, space.documents());
    }

    @Override
    public Observation start() {
      return steps.length == 0 ? at(current) : steps[Status.CONTINUES.ordinal()][0][current].next();
    }

    @Override
    public Step recommend(Slate slate) {
      if (over) {
        throw new IllegalStateException("the session is over; open another");
      }
      if (slate.size() != 1) {
        throw new IllegalArgumentException("expected a slate of one document, not " + slate);
      }
      long draw = (long) DRAWS * length++;
      int shown = slate.document(0);
      boolean accepted = key.uniform(draw) < acceptance.accept(current, shown);
      boolean leaves = key.uniform(draw + 1) < (accepted ? pExitAccepted : pExitNotAccepted);
      current = accepted ? shown : key.below(draw + 2, space.documents());
      Status status =
          leaves ? Status.ENDED : length == maxSessionLength ? Status.CUT_OFF : Status.CONTINUES;
      over = status != Status.CONTINUES;
      return steps.length == 0
          ? step(status, accepted, at(current))
          : steps[status.ordinal()][accepted ? 1 : 0][current];
    }

    @Override
    public double[] clickProbabilities(Slate slate) {
      double accept = acceptance.accept(current, slate.document(0));
      return new double[] {accept, 1 - accept};
    }
  }

  private final class Model implements FiniteMdp {
    @Override
    public int states() {
      return space.states();
    }

    @Override
    public Observation observation(int state) {
      return at(state);
    }

    @Override
    public int actions() {
      return space.documents();
    }

    @Override
    public double start(int state) {
      return 1.0 / space.states();
    }

    @Override
    public double reward(int state, int action) {
      return acceptance.accept(state, action);
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      double accept = acceptance.accept(state, action);
      java.util.Arrays.fill(
          probabilities, (1 - accept) * (1 - pExitNotAccepted) / probabilities.length);
      probabilities[action] += accept * (1 - pExitAccepted);
    }

    @Override
    public int maxSessionLength() {
      return maxSessionLength;
    }
  }
}
