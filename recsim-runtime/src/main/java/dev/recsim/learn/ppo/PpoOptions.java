package dev.recsim.learn.ppo;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.softmax.SoftmaxProvider.SoftmaxOptions;
import java.util.List;

/** Options of agents of type {@code ppo}. */
public record PpoOptions(
    @Description(HIDDEN) @Range(min = 1, max = 1 << 14, minLength = 1) @Default("[64, 64]")
        List<Integer> hidden,
    @Description(GAMMA) @Range(min = 0, max = 1) Double gamma,
    @Description(
            "Weight of longer returns in advantages (lambda): 0 relies on the learned"
                + " values, 1 on the rewards of the session. Default: 0.3, or 0.8 where users or"
                + " documents have features.")
        @Range(min = 0, max = 1)
        Double lambda,
    @Description(
            "Largest relative change of a slate's probability for which the loss gives a"
                + " gradient.")
        @Range(above = 0)
        @Default("0.2")
        double clip,
    @Description(ENTROPY) @Range(min = 0) @Default("{start: 0.05, end: 0, share: 1}")
        Schedule entropy,
    @Description(RATE) @Range(min = 0, max = 1) @Default("{start: 0.003, end: 0.0003, share: 1}")
        Schedule learningRate,
    @Description(VALUE_SCALE) @Range(above = 0) Double valueScale,
    @Description(
            "Number of new steps after which updates use them, instead of the previous ones."
                + " Default: the batch size.")
        @Range(min = 1)
        Integer rolloutSteps,
    @Description(ENGINE) @Default("auto") EngineChoice engine)
    implements SoftmaxOptions {}
