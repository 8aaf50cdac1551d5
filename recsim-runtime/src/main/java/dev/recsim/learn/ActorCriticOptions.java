package dev.recsim.learn;

import dev.recsim.api.Description;
import dev.recsim.api.InvalidOption;
import java.util.List;

/** Options of agents of type {@code actor_critic}. */
public record ActorCriticOptions(
    @Description("Widths of the hidden layers, the same in the actor and the critic.")
        List<Integer> hidden,
    @Description("Size of the learned embedding of a document; the world's emb_size if left out.")
        Integer embSize,
    @Description(
            "Acting: the critic chooses among this many documents nearest to the proto-action.")
        int topK,
    @Description("Targets: number of nearest documents the maximum is over; top_k if left out.")
        Integer targetTopK,
    @Description(
            "Random documents added to the nearest ones in targets and in greedy_regression, so"
                + " that documents the actor does not point at yet are tried.")
        int randomCandidates,
    @Description(
            "Nearest documents are searched among the embeddings scaled to length 1 "
                + "(normalized), as the critic sees them, or as stored (raw), which hides "
                + "documents initialised long.")
        Neighbours neighbours,
    @Description(
            "greedy_regression turns the actor towards the document the critic likes "
                + "best among the candidates; deterministic_policy_gradient climbs the "
                + "critic's value of the actor's output, which need not be near a document.")
        ActorLoss actorLoss,
    @Description("Discount of a step.") double gamma,
    @Description("Share by which the target networks move to the online ones at a gradient step.")
        Schedule tau,
    @Description("Adam's learning rate of the actor.") Schedule actorLearningRate,
    @Description("Adam's learning rate of the critic and the embeddings.")
        Schedule criticLearningRate,
    @Description(
            "Values are this multiple of the critic's output; about the spread of the values makes"
                + " the critic learn them sooner.")
        double valueScale,
    @Description("Transitions that are remembered; the oldest are forgotten first.")
        int replayCapacity,
    @Description(
            "Transitions are drawn at each gradient step (live), or at the start of an "
                + "epoch for all of its gradient steps (epoch_snapshot).")
        ReplaySampling replay,
    @Description(
            "While learning: probability that a uniformly drawn document is shown in place of the"
                + " policy's.")
        Schedule randomDocumentProbability,
    @Description(
            "What computes the networks: java (plain arrays), dl4j (ND4J), or auto, the "
                + "faster one for their width.")
        EngineChoice engine) {

  /** Which embeddings the nearest documents are searched among. */
  public enum Neighbours {
    /** Embeddings scaled to length 1, as the critic sees them. */
    NORMALIZED,
    /** Embeddings as stored; a document that was initialised long is never among the nearest. */
    RAW
  }

  /** What the actor is trained on. */
  public enum ActorLoss {
    /**
     * Minus the cosine between the actor's output and the embedding of the document the critic
     * likes best among the candidates.
     */
    GREEDY_REGRESSION,
    /** Minus the critic's value of the actor's output (Lillicrap et al., arXiv 1509.02971). */
    DETERMINISTIC_POLICY_GRADIENT
  }

  /** When the transitions of a gradient step are drawn. */
  public enum ReplaySampling {
    /** Anew at each gradient step, from all that is remembered. */
    LIVE,
    /** Once at the start of an epoch, for all of its gradient steps. */
    EPOCH_SNAPSHOT
  }

  /** What computes the networks. */
  public enum EngineChoice {
    /** {@code java} for narrow networks, {@code dl4j} where its matrix product is faster. */
    AUTO,
    /** Plain arrays; results are the same bits on every machine. */
    JAVA,
    /** DeepLearning4J on ND4J. */
    DL4J
  }

  /** The options where the file says nothing. */
  static final ActorCriticOptions DEFAULTS =
      new ActorCriticOptions(
          List.of(64, 64),
          null,
          5,
          null,
          5,
          Neighbours.NORMALIZED,
          ActorLoss.GREEDY_REGRESSION,
          0.99,
          Schedule.of(0.001),
          Schedule.of(0.003),
          Schedule.of(0.001),
          1,
          100_000,
          ReplaySampling.LIVE,
          new Schedule(1, 0.1, 300),
          EngineChoice.AUTO);

  public ActorCriticOptions {
    hidden = List.copyOf(hidden);
    InvalidOption.unless(!hidden.isEmpty(), "hidden", "needs at least one width");
    InvalidOption.unless(
        hidden.stream().allMatch(width -> width > 0 && width <= 1 << 14),
        "hidden",
        "widths must be between 1 and 16384");
    InvalidOption.unless(embSize == null || embSize >= 1, "embSize", "must be 1 or more");
    InvalidOption.unless(topK >= 1, "topK", "must be 1 or more");
    InvalidOption.unless(targetTopK == null || targetTopK >= 1, "targetTopK", "must be 1 or more");
    InvalidOption.unless(randomCandidates >= 0, "randomCandidates", "must be 0 or more");
    InvalidOption.unless(gamma >= 0 && gamma <= 1, "gamma", "must be between 0 and 1");
    InvalidOption.unless(tau.within(0, 1), "tau", "must be between 0 and 1");
    checkRate(actorLearningRate, "actorLearningRate");
    checkRate(criticLearningRate, "criticLearningRate");
    InvalidOption.unless(
        valueScale > 0 && Double.isFinite(valueScale), "valueScale", "must be above 0");
    InvalidOption.unless(replayCapacity >= 1, "replayCapacity", "must be 1 or more");
    InvalidOption.unless(
        randomDocumentProbability.within(0, 1),
        "randomDocumentProbability",
        "is a probability, between 0 and 1");
  }

  private static void checkRate(Schedule rate, String option) {
    InvalidOption.unless(rate.within(0, 1), option, "must be between 0 and 1");
  }

  /** Number of nearest documents that targets look at. */
  int nearestInTargets() {
    return targetTopK == null ? topK : targetTopK;
  }
}
