package dev.recsim.env.choice;

import dev.recsim.api.NoOptions;
import dev.recsim.api.Options.Description;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;
import dev.recsim.random.RandomKey;

/**
 * Provider of {@code always_first}: the first position is always clicked; scores have no effect.
 */
@Description("Always clicks the first document.")
public final class AlwaysFirstProvider implements ChoiceModelProvider<NoOptions> {

  @Override
  public ChoiceModel create(NoOptions options) {
    return new First();
  }

  private record First() implements ChoiceModel {
    @Override
    public double[] probabilities(double[] scores) {
      double[] probabilities = new double[scores.length + 1];
      probabilities[0] = 1;
      return probabilities;
    }

    @Override
    public int[] choose(double[] scores, int[] documents, RandomKey key) {
      return scores.length == 0 ? new int[0] : new int[] {0};
    }
  }
}
