package dev.recsim.env.satisfaction;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.UserModel;
import dev.recsim.api.compose.UserModelProvider;

/** Provider of the users {@code latent_satisfaction}. */
@Description("Users whom clickbait engages immediately and dissatisfies in the long run.")
public final class LatentSatisfactionProvider
    implements UserModelProvider<LatentSatisfactionProvider.Options> {

  /** Options of {@code latent_satisfaction}. */
  public record Options(
      @Description("Share of past exposure that is remembered at each step (beta).")
          @Range(min = 0, below = 1)
          @Default("0.7")
          double memoryDiscount,
      @Description("How strongly satisfaction follows past exposure (tau).")
          @Range(min = 0)
          @Default("0.01")
          double sensitivity,
      @Description("Standard deviation of the noise in exposure (eta).")
          @Range(min = 0)
          @Default("0.05")
          double innovationStddev,
      @Description("Mean of the logarithm of engagement with clickbait, at satisfaction 1.")
          @Range
          @Default("5")
          double clickbaitMean,
      @Description("Standard deviation of the logarithm of engagement with clickbait.")
          @Range(min = 0)
          @Default("1")
          double clickbaitStddev,
      @Description("Mean of the logarithm of engagement with other documents, at satisfaction 1.")
          @Range
          @Default("4")
          double kaleMean,
      @Description("Standard deviation of the logarithm of engagement with other documents.")
          @Range(min = 0)
          @Default("1")
          double kaleStddev,
      @Description("Number of slates in a session.") @Range(min = 1, max = 1_000_000) @Default("60")
          int timeBudget,
      @Description(
              "Standard deviation of the noise with which agents observe satisfaction. Left"
                  + " out, agents do not observe it.")
          @Range(min = 0)
          Double observationNoise) {}

  @Override
  public UserModel create(Options options, DocumentSampler documents) {
    return new LatentSatisfactionUsers(options);
  }
}
