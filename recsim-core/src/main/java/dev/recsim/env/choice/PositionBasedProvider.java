package dev.recsim.env.choice;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;
import java.util.List;

/** Provider of {@code position_based}, see {@link PositionBased}. */
@Description("Clicks each position independently, less often further down; several clicks.")
public final class PositionBasedProvider
    implements ChoiceModelProvider<PositionBasedProvider.PositionBasedOptions> {

  /** Where users start to examine a slate. */
  public enum Ends {
    /** At the first position. */
    TOP,
    /** Half of the users at the first position, the others at the last one. */
    BOTH_ENDS
  }

  /** Options of {@code position_based}. */
  public record PositionBasedOptions(
      @Description(
              "How scores become probabilities: logistic, or identity for scores that are"
                  + " probabilities.")
          @Default("logistic")
          Link link,
      @Description("Factor on the score, after the midpoint is subtracted and before the link.")
          @Range
          @Default("1")
          double slope,
      @Description("Subtracted from the score first.") @Range @Default("0") double midpoint,
      @Description("Factor on the probability that the link gives.")
          @Range(min = 0, max = 1)
          @Default("1")
          double maxAttractiveness,
      @Description(
              "Probability that a position is examined, for the first position or the first"
                  + " few.")
          @Range(min = 0, max = 1, minLength = 1)
          @Default("[1]")
          List<Double> examination,
      @Description(
              "Factor on the probability from each position to the next, beyond the end of"
                  + " that list.")
          @Range(min = 0, max = 1)
          @Default("0.85")
          double examinationDecay,
      @Description(
              "Where users start to examine: at the top, or half of them at the top and half at the"
                  + " bottom (both_ends).")
          @Default("top")
          Ends examinationFrom,
      @Description(
              "Number of documents of one topic on a slate from which on diversity_penalty"
                  + " applies.")
          @Range(min = 1, max = 1_000)
          @Default("4")
          int diversityThreshold,
      @Description(
              "Divides the probabilities of a slate with that many documents of one topic; 1 has no"
                  + " effect.")
          @Range(min = 1)
          @Default("1")
          double diversityPenalty) {}

  @Override
  public ChoiceModel create(PositionBasedOptions options) {
    return new PositionBased(
        new Attractiveness(
            options.link(), options.slope(), options.midpoint(), options.maxAttractiveness()),
        new ByPosition(options.examination(), options.examinationDecay()),
        options.examinationFrom() == Ends.BOTH_ENDS,
        options.diversityThreshold(),
        options.diversityPenalty());
  }
}
