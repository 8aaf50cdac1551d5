package dev.recsim.env;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import java.nio.file.Path;

/** Provider of {@code six_states}. */
@Description(
    "A small environment with a known optimum: six states and four documents, which"
        + " are always accepted.")
public final class SixStatesProvider implements EnvironmentProvider<SixStatesProvider.SixStates> {

  /** Options of the environment {@code six_states}. */
  public record SixStates(
      @Description(
              "Probability that a user leaves after a step; equivalent to a discount of 1 -"
                  + " p_exit.")
          @Range(min = 0, max = 1)
          @Default("0.1")
          double pExit,
      @Description("Size of the embedding that agents learn for a document.")
          @Range(min = 1, max = 4_096)
          @Default("16")
          int embSize,
      @Description("Number of steps after which a session is cut off.")
          @Range(min = 1, max = 1_000_000)
          @Default("1000")
          int maxSessionLength) {}

  @Override
  public Environment create(SixStates options, Path directory) {
    return new SixStateEnvironment(options);
  }
}
