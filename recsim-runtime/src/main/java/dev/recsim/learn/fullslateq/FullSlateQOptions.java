package dev.recsim.learn.fullslateq;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.Schedule;
import java.util.List;

/** Options of agents of type {@code full_slate_q}. */
public record FullSlateQOptions(
    @Description(HIDDEN) @Range(min = 1, max = 1 << 14, minLength = 1) @Default("[64, 64]")
        List<Integer> hidden,
    @Description(GAMMA) @Range(min = 0, max = 1) Double gamma,
    @Description(RATE) @Range(min = 0, max = 1) @Default("{start: 0.005, end: 0.0001, share: 1}")
        Schedule learningRate,
    @Description(TAU) @Range(min = 0, max = 1) @Default("0.02") Schedule tau,
    @Description(RANDOM_SLATE) @Range(min = 0, max = 1) @Default("{start: 1, end: 0.1, share: 0.6}")
        Schedule randomSlateProbability,
    @Description(VALUE_SCALE) @Range(above = 0) Double valueScale,
    @Description(REPLAY_CAPACITY) @Range(min = 1) Integer replayCapacity,
    @Description(ENGINE) @Default("auto") EngineChoice engine)
    implements NetworkOptions {}
