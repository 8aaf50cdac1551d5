package dev.recsim.learn.actorcritic;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.Schedule;
import java.util.List;
import java.util.Map;

/** Options of agents of type {@code actor_critic}. */
public record ActorCriticOptions(
    @Description(HIDDEN) @Range(min = 1, max = 1 << 14, minLength = 1) @Default("[64, 64]")
        List<Integer> hidden,
    @Description("Length of a document's vector. Default: emb_size of the environment, else 16.")
        @Range(min = 1, max = 4_096)
        Integer embSize,
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
            "Nearest documents are searched in vectors scaled to length 1, as the critic sees"
                + " them (normalized), or as stored (raw), where long ones are rarely near.")
        @Default("normalized")
        Neighbours neighbours,
    @Description(
            "How the evaluated policy finds nearest documents: exact, or by an approximate"
                + " index, which is built for the evaluation. Learning is always exact.")
        @Default("exact")
        GreedySearch greedySearch,
    @Description(
            "greedy_regression moves the actor towards the candidate with the highest critic value;"
                + " deterministic_policy_gradient follows the critic's gradient at the actor's"
                + " output. Default: greedy_regression, but deterministic_policy_gradient where"
                + " documents are encoded.")
        ActorLoss actorLoss,
    @Description(GAMMA + " Encoded documents: 0.") @Range(min = 0, max = 1) Double gamma,
    @Description(TAU) @Range(min = 0, max = 1) @Default("0.02") Schedule tau,
    @Description("Adam's learning rate of the actor.") @Range(min = 0, max = 1) @Default(RATES)
        Schedule actorLearningRate,
    @Description("Adam's learning rate of the critic and the embeddings.")
        @Range(min = 0, max = 1)
        @Default(RATES)
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

  /** How the greedy policy searches for nearest documents among learned vectors. */
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

  private static final String RATES = "{start: 0.003, end: 0.0001, share: 1}";

  /** Default of {@code top_k} where documents are not encoded. */
  public static final int NEAREST = 50;

  /**
   * Checks that an agent can act in an environment, and that options which have no meaning in it
   * are left out.
   *
   * @throws InvalidOption if one is not; names the first one
   */
  void check(Environment environment) {
    Space space = environment.space();
    InvalidOption.unless(
        space.tabular() || !space.documentFeatures().isEmpty(),
        "type",
        "an agent of type actor_critic needs documents with features, or an environment whose"
            + " users are states and whose documents stay, such as transition_matrix");
    Documents documents = Documents.of(environment, null);
    documents.check(this);
    boolean allowed = greedySearch == GreedySearch.EXACT || neighbours == Neighbours.NORMALIZED;
    InvalidOption.unless(allowed, "greedySearch", "can be index only if neighbours is normalized");
    InvalidOption.unless(
        space.slateSize() == 1 || documents.slates(),
        "type",
        "an agent of type actor_critic shows one document where documents have no features, but"
            + " this environment asks for slates of "
            + space.slateSize());
  }

  /** Checks that options of learned vectors are left out. */
  void checkNotLearned() {
    unlessSet("neighbours", neighbours != Neighbours.NORMALIZED);
    unlessSet("greedySearch", greedySearch != GreedySearch.EXACT);
  }

  static void unlessSet(String option, boolean set) {
    InvalidOption.unless(!set, option, "must be left out where documents have features");
  }

  /**
   * These options with all defaults. Length of vectors is that of saved weights; null where
   * documents are their features.
   *
   * @param saved null if there are none
   */
  ActorCriticOptions complete(Documents documents, Environment environment, Weights saved) {
    String bias = "actor." + hidden.size() + ".bias";
    int embSize =
        saved != null && saved.tensors().containsKey(bias)
            ? saved.tensors().get(bias).data().length
            : environment.embeddingSize().orElse(16);
    ActorCriticOptions complete = Options.complete(this, documents.defaults(embSize));
    return Options.complete(complete, Map.of("target_top_k", complete.topK()));
  }
}
