package dev.recsim.learn.slateq;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.Schedule;
import java.util.List;

/** Options of agents of type {@code slate_q}. */
public record SlateQOptions(
    @Description(
            "How a document's value depends on the user: additive, which is v(user) +"
                + " b.document + c.(document * user), or mlp, a network of both.")
        @Default("additive")
        NetworkChoice network,
    @Description(HIDDEN) @Range(min = 1, max = 1 << 14, minLength = 1) @Default("[64]")
        List<Integer> hidden,
    @Description(
            "Acting: how the slate is found: the k largest w (Q - Q(no click)) (top_k), one"
                + " document at a time (greedy), or the best slate (optimal).")
        @Default("optimal")
        Selection selection,
    @Description(
            "Targets: the next slate whose value is used: the one shown (sarsa), or the one"
                + " found by top_k, greedy or optimal.")
        @Default("optimal")
        Targets targets,
    @Description(
            "The value of no click: learned from steps without a click, or zero, which"
                + " learns only from clicks, as RecSim does.")
        @Default("learned")
        NoClick noClick,
    @Description("Discount of a step; 0 is myopic.") @Range(min = 0, max = 1) @Default("1")
        Double gamma,
    @Description("Number of rewards that a target sums before it uses a learned value.")
        @Range(min = 1, max = 1_000)
        @Default("3")
        int steps,
    @Description(RATE) @Range(min = 0, max = 1) @Default("{start: 0.0007, end: 0.00001, share: 1}")
        Schedule learningRate,
    @Description(TAU) @Range(min = 0, max = 1) @Default("0.05") Schedule tau,
    @Description(RANDOM_SLATE) @Range(min = 0, max = 1) @Default("{start: 1, end: 0.1, share: 0.2}")
        Schedule randomSlateProbability,
    @Description(
            "A value is this factor times the network's output. Learning is fastest if it"
                + " is about the spread of the values.")
        @Range(above = 0)
        @Default("20")
        Double valueScale,
    @Description("Number of steps in the replay memory; the oldest are dropped first.")
        @Range(min = 2)
        @Default("1000000")
        int replayCapacity,
    @Description(MAX_GRADIENT_NORM) @Range(above = 0) Double maxGradientNorm,
    @Description(ENGINE) @Default("auto") EngineChoice engine)
    implements NetworkOptions {

  /** How the value of a document depends on the user. */
  public enum NetworkChoice {
    /** A network of the user's features, plus terms that are linear in the document's features. */
    ADDITIVE,
    /** A network of the features of user and document. */
    MLP
  }

  /** How a slate is composed from the values of documents. */
  public enum Selection {
    /** The documents with the largest w (Q - Q(no click)); TS in the paper's names. */
    TOP_K,
    /**
     * One document after another, each the one that maximizes the value of the slate so far; GS.
     */
    GREEDY,
    /** The slate with the largest value; OS. */
    OPTIMAL
  }

  /** The slate whose value is the bootstrap value of a target. */
  public enum Targets {
    /** The one that was shown; SARSA in the paper's names. */
    SARSA,
    /** That of {@link Selection#TOP_K}; QL-TT. */
    TOP_K,
    /** That of {@link Selection#GREEDY}; QL-GT. */
    GREEDY,
    /** That of {@link Selection#OPTIMAL}; QL-OT. */
    OPTIMAL
  }

  /** The value of no click. */
  public enum NoClick {
    /** Its value is learned like that of a document. */
    LEARNED,
    /** Its value is 0; steps without a click are not trained on. */
    ZERO
  }

  /** How targets compose the next slate; with SARSA, used if no next slate was shown. */
  Selection targetSelection() {
    return targets == Targets.SARSA ? selection : Selection.valueOf(targets.name());
  }
}
