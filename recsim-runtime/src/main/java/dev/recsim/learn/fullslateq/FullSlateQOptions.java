package dev.recsim.learn.fullslateq;

import dev.recsim.api.Default;
import dev.recsim.api.Description;
import dev.recsim.api.Range;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.Schedule;
import java.util.List;

/** Options of agents of type {@code full_slate_q}. */
public record FullSlateQOptions(
    @Description("Widths of the network's hidden layers.")
        @Range(min = 1, max = 1 << 14, minLength = 1)
        @Default("[64, 64]")
        List<Integer> hidden,
    @Description(
            "Discount of a step. Default: 0.95, or up to 0.99 if the sessions before the first"
                + " gradient step show that most are long: 1 - 1 / (mean - standard deviation of"
                + " their lengths).")
        @Range(min = 0, max = 1)
        Double gamma,
    @Description("Adam's learning rate.")
        @Range(min = 0, max = 1)
        @Default("{start: 0.005, end: 0.0001, share: 1}")
        Schedule learningRate,
    @Description(
            "Share by which the target network moves towards the online network at each"
                + " gradient step.")
        @Range(min = 0, max = 1)
        @Default("0.02")
        Schedule tau,
    @Description(
            "While learning: probability of showing a uniformly drawn slate instead of the"
                + " policy's slate.")
        @Range(min = 0, max = 1)
        @Default("{start: 1, end: 0.1, share: 0.6}")
        Schedule randomSlateProbability,
    @Description(
            "A value is this factor times the network's output. Learning is fastest if it"
                + " is about the spread of the values. Default: 5 times the root mean square of"
                + " the rewards before the first gradient step that are not 0.")
        @Range(above = 0)
        Double valueScale,
    @Description(
            "Number of steps in the replay memory; the oldest are dropped first. Default:"
                + " 1,000,000, or 100,000 where users or documents have features.")
        @Range(min = 1)
        Integer replayCapacity,
    @Description(
            "The engine that computes the network: java (plain arrays), dl4j (ND4J), or"
                + " auto, the faster one for its width.")
        @Default("auto")
        EngineChoice engine)
    implements NetworkOptions {

  public FullSlateQOptions {
    hidden = List.copyOf(hidden);
  }
}
