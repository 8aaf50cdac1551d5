package dev.recsim.learn.actorcritic;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Space;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.Schedule;
import java.util.List;
import java.util.OptionalInt;

/** Options of agents of type {@code actor_critic}. */
public record ActorCriticOptions(
    @Description(HIDDEN) @Range(min = 1, max = 1 << 14, minLength = 1) @Default("[64, 64]")
        List<Integer> hidden,
    @Description(
            "Widths of the hidden layers of the networks that encode documents and users from"
                + " their features. Default: [64, 64] where documents with features are the same in"
                + " all sessions and users have states; else none, features are the embeddings.")
        @Range(min = 1, max = 1 << 14, minLength = 1)
        List<Integer> encoder,
    @Description(
            "Encoded documents: number of documents drawn for each gradient step, among which the"
                + " step and the exploring policy search.")
        @Range(min = 1, max = 10_000_000)
        @Default("1000")
        int sampledDocuments,
    @Description(
            "Size of the learned embedding of a document. Default: the environment's"
                + " emb_size.")
        @Range(min = 1, max = 4_096)
        Integer embSize,
    @Description(
            "Size of the learned vector of a state, instead of a one-hot vector. Default:"
                + " one-hot up to 10,000 states, 16 above.")
        @Range(min = 1, max = 4_096)
        Integer stateSize,
    @Description(
            "Which learned vectors of documents and states a gradient step updates: all, or"
                + " only those in the batch (touched). Default: all up to 10,000 documents,"
                + " touched above.")
        MovedVectors movedVectors,
    @Description(
            "Acting: number of documents nearest to the actor's proposal among which the"
                + " critic chooses.")
        @Range(min = 1, max = 10_000_000)
        @Default("50")
        int topK,
    @Description(
            "Targets: number of nearest documents over which the maximum is taken. Default:"
                + " top_k.")
        @Range(min = 1, max = 10_000_000)
        Integer targetTopK,
    @Description(
            "Number of random documents added to the nearest ones in targets and in"
                + " greedy_regression, so that other documents are considered too.")
        @Range(min = 0, max = 10_000_000)
        @Default("5")
        int randomCandidates,
    @Description(
            "Which embeddings the search for nearest documents uses: scaled to length 1 as"
                + " in the critic (normalized), or as stored (raw), where documents with a long"
                + " initial vector are rarely near.")
        @Default("normalized")
        Neighbours neighbours,
    @Description(
            "How the evaluated policy finds nearest documents: exact, or by an approximate"
                + " index, which is built for the evaluation. Learning is always exact. Default:"
                + " exact, but an index above 10,000 encoded documents.")
        GreedySearch greedySearch,
    @Description(
            "greedy_regression moves the actor towards the candidate with the highest"
                + " critic value; deterministic_policy_gradient follows the critic's gradient at"
                + " the actor's output.")
        @Default("greedy_regression")
        ActorLoss actorLoss,
    @Description(GAMMA) @Range(min = 0, max = 1) Double gamma,
    @Description(TAU) @Range(min = 0, max = 1) @Default("0.02") Schedule tau,
    @Description("Adam's learning rate of the actor.")
        @Range(min = 0, max = 1)
        @Default("{start: 0.003, end: 0.0001, share: 1}")
        Schedule actorLearningRate,
    @Description("Adam's learning rate of the critic and the embeddings.")
        @Range(min = 0, max = 1)
        @Default("{start: 0.003, end: 0.0001, share: 1}")
        Schedule criticLearningRate,
    @Description(VALUE_SCALE) @Range(above = 0) Double valueScale,
    @Description(REPLAY_CAPACITY) @Range(min = 1) Integer replayCapacity,
    @Description(
            "When transitions are drawn: at each gradient step (live), or at the start of"
                + " an epoch for all its gradient steps (epoch_snapshot).")
        @Default("live")
        ReplaySampling replay,
    @Description(
            "While learning: probability of showing a uniformly drawn document instead of"
                + " the policy's choice.")
        @Range(min = 0, max = 1)
        @Default("{start: 1, end: 0.1, share: 0.6}")
        Schedule randomDocumentProbability,
    @Description(ENGINE) @Default("auto") EngineChoice engine)
    implements NetworkOptions {

  /** The embeddings in which nearest documents are searched. */
  public enum Neighbours {
    /** Embeddings scaled to length 1, as the critic sees them. */
    NORMALIZED,
    /** Embeddings as stored; documents with long initial vectors are never among the nearest. */
    RAW
  }

  /** The vectors of documents and states that a gradient step updates. */
  public enum MovedVectors {
    /** All; vectors without a gradient still move by Adam's moments. */
    ALL,
    /**
     * Only those with a gradient, as PyTorch's SparseAdam; the cost does not depend on the number
     * of vectors.
     */
    TOUCHED
  }

  /** How the greedy policy searches for nearest documents. */
  public enum GreedySearch {
    /** Compares all documents. */
    EXACT,
    /** Uses an index, built at the first search after learning. */
    INDEX
  }

  /** The loss of the actor. */
  public enum ActorLoss {
    /**
     * Minus the cosine between the actor's output and the embedding of the candidate with the
     * largest value of the critic.
     */
    GREEDY_REGRESSION,
    /** Minus the critic's value of the actor's output (Lillicrap et al., arXiv 1509.02971). */
    DETERMINISTIC_POLICY_GRADIENT
  }

  /** When the transitions of a gradient step are drawn. */
  public enum ReplaySampling {
    /** At each gradient step, from all transitions in the buffer. */
    LIVE,
    /** Once at the start of an epoch, for all of its gradient steps. */
    EPOCH_SNAPSHOT
  }

  /**
   * Above this number, by default states are learned vectors and only vectors with gradients are
   * updated.
   */
  private static final int MANY = 10_000;

  private static final int DEFAULT_STATE_SIZE = 16;

  private static final List<Integer> DEFAULT_ENCODER = List.of(64, 64);

  /** Used if neither the options nor the environment set a size. */
  private static final int DEFAULT_EMBEDDING_SIZE = 16;

  /**
   * Checks that all options are allowed for documents with features.
   *
   * @throws InvalidOption if one is not; names the first one
   */
  void checkFeatures() {
    unlessSet("embSize", embSize != null);
    unlessSet("stateSize", stateSize != null);
    unlessSet("movedVectors", movedVectors != null);
    unlessSet("greedySearch", greedySearch == GreedySearch.INDEX);
    unlessSet("neighbours", neighbours != Neighbours.NORMALIZED);
    unlessSet("actorLoss", actorLoss != ActorLoss.GREEDY_REGRESSION);
    unlessSet("replay", replay != ReplaySampling.LIVE);
  }

  /**
   * Checks that all options are allowed for encoded documents.
   *
   * @throws InvalidOption if one is not; names the first one
   */
  void checkEncoded() {
    unlessSet("stateSize", stateSize != null);
    unlessSet("movedVectors", movedVectors != null);
    unlessSet("neighbours", neighbours != Neighbours.NORMALIZED);
  }

  private static void unlessSet(String option, boolean set) {
    InvalidOption.unless(!set, option, "must be left out where documents have features");
  }

  /** These options with encoders, if they do not set any and documents are to be encoded. */
  ActorCriticOptions encoding(Environment environment) {
    return encoder == null && encodes(environment)
        ? Options.with(this, "encoder", DEFAULT_ENCODER)
        : this;
  }

  /** Whether documents with features are the same in all sessions, and users have states. */
  static boolean encodes(Environment environment) {
    Space space = environment.space();
    return !space.documentFeatures().isEmpty()
        && !space.userFeatures().isEmpty()
        && space.states() > 1
        && environment.catalogue().equals(OptionalInt.of(space.documents()));
  }

  /** These options with this size of a document's learned vector, if they do not set one. */
  ActorCriticOptions sized(OptionalInt size) {
    return embSize != null || size.isEmpty()
        ? this
        : Options.with(this, "emb_size", size.getAsInt());
  }

  /** Size of a document's learned vector. */
  int embeddingSize() {
    return embSize == null ? DEFAULT_EMBEDDING_SIZE : embSize;
  }

  /** Number of nearest documents in targets. */
  int nearestInTargets() {
    return targetTopK == null ? topK : targetTopK;
  }

  /** Whether the greedy policy searches in an index. */
  boolean indexed(int documents) {
    return greedySearch == null
        ? encoder != null && documents > MANY
        : greedySearch == GreedySearch.INDEX;
  }

  /** Length of the learned vector of a state; 0 if states are one-hot. */
  int vectorOfState(int states) {
    if (stateSize != null) {
      return stateSize;
    }
    return states > MANY ? DEFAULT_STATE_SIZE : 0;
  }

  /** Whether a step updates only vectors with gradients. */
  boolean movesTouchedOnly(int documents) {
    return movedVectors == null ? documents > MANY : movedVectors == MovedVectors.TOUCHED;
  }
}
