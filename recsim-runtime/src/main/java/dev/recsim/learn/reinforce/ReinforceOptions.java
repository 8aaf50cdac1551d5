package dev.recsim.learn.reinforce;

import dev.recsim.api.Description;
import dev.recsim.api.Range;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkOptions;
import dev.recsim.learn.Schedule;
import java.util.List;

/** Options of agents of type {@code reinforce}. */
public record ReinforceOptions(
    @Description("Widths of the hidden layers of both networks.")
        @Range(min = 1, max = 1 << 14, minLength = 1)
        List<Integer> hidden,
    @Description("Discount of a step.") @Range(min = 0, max = 1) double gamma,
    @Description(
            "none: a slate is one action, with its exact probability; top_k: each document of a"
                + " slate is an action, corrected for being shown among others.")
        Correction correction,
    @Description("Whether a learned value of the observation is subtracted from the returns.")
        boolean baseline,
    @Description("Weight of the policy's entropy, which keeps it from settling too early.")
        @Range(min = 0)
        Schedule entropy,
    @Description("Adam's learning rate.") @Range(min = 0, max = 1) Schedule learningRate,
    @Description(
            "Values are this multiple of the network's output; about the spread of the values makes"
                + " it learn them sooner.")
        @Range(above = 0)
        double valueScale,
    @Description(
            "What computes the networks: java (plain arrays), dl4j (ND4J), or auto, the faster one"
                + " for their width.")
        EngineChoice engine)
    implements NetworkOptions {

  /** What the gradient is of. */
  public enum Correction {
    /** The log-probability of the slate. */
    NONE,
    /** The log-probability of each document, times K (1 - pi(a))^(K - 1). */
    TOP_K
  }

  /** The options where the file says nothing. */
  static final ReinforceOptions DEFAULTS =
      new ReinforceOptions(
          List.of(64, 64),
          0.8,
          Correction.NONE,
          true,
          new Schedule(0.05, 0, 1_000),
          new Schedule(0.003, 0.0003, 1_000),
          5,
          EngineChoice.AUTO);

  public ReinforceOptions {
    hidden = List.copyOf(hidden);
  }
}
