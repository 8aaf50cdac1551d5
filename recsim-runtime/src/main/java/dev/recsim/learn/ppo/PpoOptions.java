package dev.recsim.learn.ppo;

import dev.recsim.api.Default;
import dev.recsim.api.Description;
import dev.recsim.api.Range;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.Schedule;
import java.util.List;

/** Options of agents of type {@code ppo}. */
public record PpoOptions(
    @Description("Widths of the hidden layers of both networks.")
        @Range(min = 1, max = 1 << 14, minLength = 1)
        @Default("[64, 64]")
        List<Integer> hidden,
    @Description("Discount of a step.") @Range(min = 0, max = 1) @Default("0.8") double gamma,
    @Description(
            "Weight of longer returns in advantages: 0 trusts the learned values, 1 the rewards of"
                + " the session.")
        @Range(min = 0, max = 1)
        @Default("0.95")
        double lambda,
    @Description("Largest change of a slate's probability, as a share, that an update rewards.")
        @Range(above = 0)
        @Default("0.2")
        double clip,
    @Description("Weight of the policy's entropy, which keeps it from settling too early.")
        @Range(min = 0)
        @Default("{start: 0.02, end: 0, updates: 1000}")
        Schedule entropy,
    @Description("Adam's learning rate.")
        @Range(min = 0, max = 1)
        @Default("{start: 0.003, end: 0.0003, updates: 1000}")
        Schedule learningRate,
    @Description(
            "Values are this multiple of the network's output; about the spread of the values makes"
                + " it learn them sooner.")
        @Range(above = 0)
        @Default("5")
        double valueScale,
    @Description("Steps that are observed before updates use them, in place of the ones before.")
        @Range(min = 1)
        @Default("512")
        int rolloutSteps,
    @Description(
            "What computes the networks: java (plain arrays), dl4j (ND4J), or auto, the faster one"
                + " for their width.")
        @Default("auto")
        EngineChoice engine)
    implements NetworkOptions {

  public PpoOptions {
    hidden = List.copyOf(hidden);
  }
}
