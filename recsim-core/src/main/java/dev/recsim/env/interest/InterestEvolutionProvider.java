package dev.recsim.env.interest;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.UserModel;
import dev.recsim.api.compose.UserModelProvider;

/** Provider of the users {@code evolving_interests}. */
@Description(
    "Users whose interests change with the videos they watch and whose time budget" + " runs out.")
public final class InterestEvolutionProvider
    implements UserModelProvider<InterestEvolutionProvider.Options> {

  /** Options of {@code evolving_interests}. */
  public record Options(
      @Description("Minutes a user has at the start of a session.")
          @Range(above = 0)
          @Default("200")
          double timeBudget,
      @Description("Minutes that a slate without a click costs.") @Range(above = 0) @Default("0.5")
          double stepPenalty,
      @Description(
              "Factor on the utility of a video: minutes added to the budget for each minute"
                  + " watched.")
          @Range(min = 0)
          @Default("0.2647058823529412")
          double updateAlpha,
      @Description("Weight of quality in a video's utility.") @Range @Default("1")
          double qualityWeight,
      @Description("Weight of the user's score, score_offset added, in a video's utility.")
          @Range
          @Default("0")
          double scoreWeight,
      @Description(
              "Added to the score in a video's utility. RecSim uses the weight of its"
                  + " proportional choice model, which is the score plus 1.")
          @Range
          @Default("1")
          double scoreOffset,
      @Description("Step size of interests that are 0; interests near 1 or -1 move less.")
          @Range(min = 0, max = 1)
          @Default("0.3")
          double interestUpdate,
      @Description("Whether agents observe the share of the budget that is left.") @Default("false")
          boolean observeBudget) {}

  @Override
  public String name() {
    return "evolving_interests";
  }

  @Override
  public UserModel create(Options options, DocumentSampler documents) {
    return new InterestEvolutionUsers(options, documents.features().size());
  }
}
