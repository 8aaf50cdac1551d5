package dev.recsim.fit.click;

import java.util.Arrays;

/** Every position is clicked with the same probability: what a click model must beat. */
public final class GlobalClickRate {
  private GlobalClickRate() {}

  /** The model, for slates like those of a log. */
  public static ClickModel of(double rate, ClickedSlates like) {
    double[] attractive = new double[like.documents()];
    Arrays.fill(attractive, rate);
    double[] examined = new double[like.positions()];
    Arrays.fill(examined, 1);
    return new PositionBasedClicks(attractive, examined, new double[0]);
  }

  /** The share of clicks in a log, with one click and one other decision added. */
  public static ClickModel fit(ClickedSlates slates) {
    long clicks = 1;
    for (boolean[] slate : slates.clicked()) {
      for (boolean click : slate) {
        clicks += click ? 1 : 0;
      }
    }
    return of(clicks / ((double) slates.size() * slates.positions() + 2), slates);
  }
}
