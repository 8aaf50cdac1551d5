package dev.recsim.fit.click;

import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Every position is clicked with the same probability, whatever it shows: what a click model must
 * beat.
 *
 * @param rate the probability
 */
public record GlobalClickRate(double rate) implements ClickModel {

  /** The share of clicks in a log, with one click and one other decision added. */
  public static GlobalClickRate fit(Slates slates) {
    long clicks = 1;
    for (boolean[] slate : slates.clicked()) {
      for (boolean click : slate) {
        clicks += click ? 1 : 0;
      }
    }
    return new GlobalClickRate(clicks / ((double) slates.size() * slates.positions() + 2));
  }

  @Override
  public double logProbability(int[] documents, boolean[] clicks) {
    double sum = 0;
    for (boolean click : clicks) {
      sum += StrictMath.log(click ? rate : 1 - rate);
    }
    return sum;
  }

  @Override
  public double[] clickProbabilities(int[] documents) {
    double[] equal = new double[documents.length];
    Arrays.fill(equal, rate);
    return equal;
  }

  @Override
  public boolean[] draw(int[] documents, RandomKey key) {
    return PositionBasedClicks.independent(clickProbabilities(documents), key);
  }

  @Override
  public double[] clickCounts(int[] documents) {
    return PositionBasedClicks.independent(clickProbabilities(documents));
  }
}
