package dev.recsim.env.choice;

import dev.recsim.api.Default;
import dev.recsim.api.Description;
import dev.recsim.api.Range;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;
import java.util.List;

/** Provider of {@code dependent_click}, see {@link DependentClick}. */
@Description("Goes down the slate and, after each click, goes on or not; several clicks.")
public final class DependentClickProvider
    implements ChoiceModelProvider<DependentClickProvider.DependentClickOptions> {

  /** Options of {@code dependent_click}. */
  public record DependentClickOptions(
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
      @Description(
              "Probabilities to go on after a click on the first positions, one or more of them.")
          @Range(min = 0, max = 1, minLength = 1)
          @Default("[0.5]")
          List<Double> continuation,
      @Description("What the probability is multiplied by from there on, position to position.")
          @Range(min = 0, max = 1)
          @Default("1")
          double continuationDecay) {}

  @Override
  public String name() {
    return "dependent_click";
  }

  @Override
  public ChoiceModel create(DependentClickOptions options) {
    return new DependentClick(
        new Attractiveness(
            options.link(), options.slope(), options.midpoint(), options.maxAttractiveness()),
        new ByPosition(options.continuation(), options.continuationDecay()));
  }
}
