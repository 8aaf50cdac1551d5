package dev.recsim.env.metric;

import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;

/** The mean over impressions of a value of the document or topic shown; leaves out NaN. */
final class ShownMean implements Measure.Quotient {
  private final Catalogue catalogue;
  private final double[] values;
  private double sum;
  private int impressions;

  ShownMean(Catalogue catalogue, double[] values) {
    this.catalogue = catalogue;
    this.values = values;
  }

  @Override
  public void add(Observation seen, Slate slate, Step step) {
    for (int position = 0; position < slate.size(); position++) {
      int number = catalogue.at(seen, slate, position);
      if (number >= 0 && !Double.isNaN(values[number])) {
        sum += values[number];
        impressions++;
      }
    }
  }

  @Override
  public double of() {
    return sum;
  }

  @Override
  public double per() {
    return impressions;
  }
}
