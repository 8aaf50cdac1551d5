package dev.recsim.decide;

import dev.recsim.decide.sequence.ConfidenceSequence;
import dev.recsim.decide.sequence.EffectScale;
import dev.recsim.decide.sequence.TestLook.Counting;
import dev.recsim.stats.Normal;
import java.util.Arrays;
import java.util.List;

/** Bounds as far from given gains as those of a single look; a look without a gain is too early. */
record FixedBounds(double standardError, double... gains) implements ConfidenceSequence {
  @Override
  public List<Counting> counting() {
    return Arrays.stream(gains)
        .mapToObj(it -> Double.isNaN(it) ? Counting.TOO_EARLY : Counting.COUNTS)
        .toList();
  }

  @Override
  public double[] lower(double alpha) {
    return Arrays.stream(gains).map(it -> it - Normal.exceeded(alpha) * standardError).toArray();
  }

  @Override
  public double[] upper(double alpha) {
    return Arrays.stream(gains).map(it -> it + Normal.exceeded(alpha) * standardError).toArray();
  }

  @Override
  public EffectScale scale() {
    return EffectScale.ABSOLUTE;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }
}
