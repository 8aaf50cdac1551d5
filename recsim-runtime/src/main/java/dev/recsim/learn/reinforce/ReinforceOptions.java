package dev.recsim.learn.reinforce;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.softmax.SoftmaxProvider.SoftmaxOptions;
import java.util.List;

/** Options of agents of type {@code reinforce}. */
public record ReinforceOptions(
    @Description(HIDDEN) @Range(min = 1, max = 1 << 14, minLength = 1) @Default("[64, 64]")
        List<Integer> hidden,
    @Description(GAMMA) @Range(min = 0, max = 1) Double gamma,
    @Description(
            "none: a slate is one action, with its exact probability; top_k: each document"
                + " of a slate is an action, with the top-K correction.")
        @Default("none")
        Correction correction,
    @Description(
            "Largest importance weight of a step of a log of another policy, if the agent learns"
                + " from one.")
        @Range(above = 0)
        @Default("20")
        double weightCap,
    @Description("Whether a learned value of the observation is subtracted from the returns.")
        @Default("true")
        boolean baseline,
    @Description(ENTROPY) @Range(min = 0) @Default("{start: 0.05, end: 0, share: 1}")
        Schedule entropy,
    @Description(RATE) @Range(min = 0, max = 1) @Default("{start: 0.003, end: 0.0003, share: 1}")
        Schedule learningRate,
    @Description(VALUE_SCALE) @Range(above = 0) Double valueScale,
    @Description(ENGINE) @Default("auto") EngineChoice engine)
    implements SoftmaxOptions {

  /** The quantity whose gradient is followed. */
  public enum Correction {
    /** The log-probability of the slate. */
    NONE,
    /** The log-probability of each document, times K (1 - pi(a))^(K - 1). */
    TOP_K
  }
}
