package dev.recsim.env.choice;

import dev.recsim.api.Default;
import dev.recsim.api.Description;
import dev.recsim.api.Range;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;
import java.util.List;

/** Provider of {@code position_based}, see {@link PositionBased}. */
@Description("Decides on each position by itself, less often further down; several clicks.")
public final class PositionBasedProvider
    implements ChoiceModelProvider<PositionBasedProvider.PositionBasedOptions> {

  /** Options of {@code position_based}. */
  public record PositionBasedOptions(
      @Description("How scores become probabilities: logistic, or identity if they are some.")
          @Default("logistic")
          Link link,
      @Description("What scores are multiplied by before the link.") @Range @Default("1")
          double slope,
      @Description("What is subtracted from scores before that.") @Range @Default("0")
          double midpoint,
      @Description("What the link's probability is multiplied by.")
          @Range(min = 0, max = 1)
          @Default("1")
          double maxAttractiveness,
      @Description("Probabilities that the first positions are examined, one or more of them.")
          @Range(min = 0, max = 1, minLength = 1)
          @Default("[1]")
          List<Double> examination,
      @Description("What the probability is multiplied by from there on, position to position.")
          @Range(min = 0, max = 1)
          @Default("0.85")
          double examinationDecay) {}

  @Override
  public String name() {
    return "position_based";
  }

  @Override
  public ChoiceModel create(PositionBasedOptions options) {
    return new PositionBased(
        new Attractiveness(
            options.link(), options.slope(), options.midpoint(), options.maxAttractiveness()),
        new ByPosition(options.examination(), options.examinationDecay()));
  }
}
