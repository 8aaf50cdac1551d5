package dev.recsim.learn.actorcritic;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.scores.Encodings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
            "Encoded documents: whether each document and each state also has a learned vector,"
                + " which is added to what its features say. Default: true up to 10,000"
                + " documents.")
        Boolean residuals,
    @Description("Length of a document's vector. Default: emb_size of the environment, else 16.")
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
                + " critic chooses. Default: 50, or 10 encoded documents.")
        @Range(min = 1, max = 10_000_000)
        Integer topK,
    @Description("Targets: number of nearest documents in the maximum. Default: top_k.")
        @Range(min = 1, max = 10_000_000)
        Integer targetTopK,
    @Description(
            "Number of random documents added to the nearest ones, in targets and in"
                + " greedy_regression.")
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
                + " the actor's output. Default: greedy_regression, but"
                + " deterministic_policy_gradient where documents are encoded.")
        ActorLoss actorLoss,
    @Description(GAMMA + " Encoded documents: 0.") @Range(min = 0, max = 1) Double gamma,
    @Description(TAU) @Range(min = 0, max = 1) @Default("0.02") Schedule tau,
    @Description("Adam's learning rate of the actor.")
        @Range(min = 0, max = 1)
        @Default("{start: 0.003, end: 0.0001, share: 1}")
        Schedule actorLearningRate,
    @Description("Adam's learning rate of the critic and the embeddings.")
        @Range(min = 0, max = 1)
        @Default("{start: 0.003, end: 0.0001, share: 1}")
        Schedule criticLearningRate,
    @Description(VALUE_SCALE + " Encoded documents: 1.") @Range(above = 0) Double valueScale,
    @Description(REPLAY_CAPACITY) @Range(min = 1) Integer replayCapacity,
    @Description(
            "When transitions are drawn: at each gradient step (live), or at the start of"
                + " an epoch for all its gradient steps (epoch_snapshot).")
        @Default("live")
        ReplaySampling replay,
    @Description("While learning: probability of showing a uniformly drawn document.")
        @Range(min = 0, max = 1)
        @Default("{start: 1, end: 0.1, share: 0.6}")
        Schedule randomDocumentProbability,
    @Description(MAX_GRADIENT_NORM) @Range(above = 0) Double maxGradientNorm,
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
   * Above this number, by default states are learned vectors, only vectors with gradients are
   * updated, and encoded documents have no residuals and are searched in an index.
   */
  private static final int MANY = 10_000;

  /** Default of {@code top_k} where documents are not encoded. */
  public static final int NEAREST = 50;

  /**
   * Checks that all options are allowed.
   *
   * @param encodes whether documents are encoded, else they are features
   * @throws InvalidOption if one is not; names the first one
   */
  void check(boolean encodes) {
    unlessSet("embSize", !encodes && embSize != null);
    unlessSet("stateSize", stateSize != null);
    unlessSet("movedVectors", movedVectors != null);
    unlessSet("greedySearch", !encodes && greedySearch == GreedySearch.INDEX);
    unlessSet("neighbours", neighbours != Neighbours.NORMALIZED);
    unlessSet("actorLoss", !encodes && actorLoss == ActorLoss.DETERMINISTIC_POLICY_GRADIENT);
    unlessSet("replay", !encodes && replay != ReplaySampling.LIVE);
  }

  private static void unlessSet(String option, boolean set) {
    InvalidOption.unless(!set, option, "must be left out where documents have features");
  }

  /** These options with all defaults; sizes are those of saved parameters, if there are any. */
  ActorCriticOptions complete(Environment environment, Parameters saved) {
    boolean many = environment.space().documents() > MANY;
    List<Integer> actor = saved.savedWidths("actor");
    List<Integer> encoder = saved.savedWidths("encoder");
    Map<String, Object> defaults = new HashMap<>();
    int size = environment.embeddingSize().orElse(16);
    defaults.put("emb_size", actor.isEmpty() ? size : actor.get(actor.size() - 1));
    if (encoder() != null || !encoder.isEmpty() || Encodings.encodes(environment)) {
      int layers = Math.max(0, encoder.size() - 1);
      defaults.put("encoder", encoder.isEmpty() ? List.of(64, 64) : encoder.subList(0, layers));
      defaults.putAll(Map.of("top_k", 10, "gamma", 0.0, "value_scale", 1.0, "residuals", !many));
      defaults.put("actor_loss", ActorLoss.DETERMINISTIC_POLICY_GRADIENT);
      defaults.put("greedy_search", many ? GreedySearch.INDEX : GreedySearch.EXACT);
    }
    defaults.putIfAbsent("top_k", NEAREST);
    defaults.putIfAbsent("actor_loss", ActorLoss.GREEDY_REGRESSION);
    defaults.put("moved_vectors", many ? MovedVectors.TOUCHED : MovedVectors.ALL);
    defaults.put("state_size", environment.space().states() > MANY ? 16 : 0);
    ActorCriticOptions complete = Options.complete(this, defaults);
    return Options.complete(complete, Map.of("target_top_k", complete.topK()));
  }
}
